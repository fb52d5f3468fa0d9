package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.DataNotices;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.DataSurvey;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Sheet;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what a data set contains before anyone trains on it. */
@Command(
        name = "data",
        description = "Shows what a data set contains: its parts and classes, sizes, formats, mean and deviation,"
                + " pictures that cannot be read, and equal images in several parts. It reads every image.",
        mixinStandardHelpOptions = true)
final class DataCommand implements Callable<Integer> {
    /** Height and width of an image in a sheet without a network. */
    private static final int SHOWN_SIDE = 96;

    private static final String USUAL_SEED = "1";

    @Option(names = "--data", paramLabel = "KIND[:PLACE]", required = true, description = "The data set, as for train.")
    private String data;

    @Mixin
    private ModelOptions model;

    @Mixin
    private SplitOptions split;

    @Mixin
    private PixelOptions pixels;

    @Option(
            names = "--sheet",
            paramLabel = "FILE.png",
            description =
                    "Write a picture of training images, with a row for each class. With --model they are shown as"
                            + " the network sees them in its first epoch, resized and augmented; mean and deviation are not"
                            + " applied.")
    private @Nullable Path sheet;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = USUAL_SEED,
            description = "The seed for augmentation in --sheet (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private FormatOptions format;

    private final Console console;

    DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        // Pictures are decoded, and sheets are written, by TensorFlow.
        StandardError.takeFirstRun();
        Optional<Network> network = model.named();
        DataPlace place = DataPlace.parse(data);
        Reading reading = Reading.DEFAULT.upTo(pixels.most()).on(Reading.OnBadImage.LIST);
        DataSet found = new DataSets(console.environment(), model.classes())
                .open(
                        place,
                        DataSets.DRAWING_SEED,
                        network.map(one -> new Wanted(one.input(), one.classes())),
                        split.split(place, Optional.empty()),
                        reading,
                        new ConsoleTransfer(console));
        DataNotices.of(found).forEach(console::notice);
        network.filter(one -> one.classes() != found.classes())
                .ifPresent(one -> console.notice(one.name() + " has " + one.classes() + " classes, but "
                        + ForeignText.printed(found.name()) + " has " + found.classes() + "; declare @Head(classes = "
                        + found.classes() + ") to train on it"));
        DataTables tables = new DataTables(DataSurvey.of(found));
        if (format.isJson()) {
            console.out().println(Json.PRETTY.toJson(tables.json()));
        } else {
            tables.lines().forEach(console.out()::println);
        }
        if (sheet != null) {
            write(sheet, Sheet.png(found.train(), preparation(found, network)));
        }
        return 0;
    }

    private Preparation preparation(DataSet found, Optional<Network> network) {
        int channels = found.train().channels();
        Preprocessing preprocessing = network.map(Network::preprocessing)
                .orElseGet(() -> Preprocessing.usual(new ImageShape(SHOWN_SIDE, SHOWN_SIDE, channels)));
        if (preprocessing.size().channels() != channels) {
            throw new BadInputException(
                    "the network takes images of " + preprocessing.size().channels() + " channels, but "
                            + ForeignText.printed(found.name()) + " has " + channels
                            + "; choose another network with --model");
        }
        Feed feed = network.map(one -> TrainingOptions.of(one.training()).feed(found))
                .orElse(found.feed());
        return new Preparation(preprocessing, feed, seed, 1);
    }

    private void write(Path file, byte[] png) {
        try {
            Files.write(file, png);
        } catch (IOException e) {
            throw new BadInputException(
                    "the sheet " + file + " cannot be written ("
                            + DiskTrouble.of(e).cause() + "); choose another file with --sheet",
                    e);
        }
        console.err().println("the sheet is in " + file);
    }
}
