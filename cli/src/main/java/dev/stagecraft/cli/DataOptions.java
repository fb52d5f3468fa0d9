package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataNotices;
import dev.stagecraft.runtime.data.DataPlace;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.DataSets;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Wanted;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.HashedImages;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which images a command reads. */
final class DataOptions {
    /** The seed of synthetic images: training and evaluation see the same images, whatever a run's seed. */
    private static final long DRAWING_SEED = 1;

    @Option(
            names = "--data",
            paramLabel = "KIND[:PLACE]",
            description = "The images: fashion-mnist (from the cache folder, or downloaded), shapes (synthetic), or"
                    + " fashion-mnist:FOLDER, mnist:FOLDER, idx:FOLDER, cifar10:FOLDER, cifar100:FOLDER, or class:CLASS"
                    + " (your own kind of data). Default: the data of the checkpoint that is evaluated or resumed;"
                    + " without a checkpoint fashion-mnist, or shapes with a notice if fashion-mnist cannot be"
                    + " downloaded.")
    private String data;

    @Option(names = "--limit-test", paramLabel = "N", description = "Test on the first N test images only.")
    private Integer limitTest;

    private DataOptions() {}

    /**
     * Images to train on: those that were named; else those of the resumed run; else the default ones, which synthetic ones
     * may replace.
     *
     * @param classes where users' kinds of data are looked for
     * @param limitTrain may be null
     * @param resumed the run that is resumed, if any
     */
    Opened openForTraining(
            Network network, ClassLoader classes, Integer limitTrain, Optional<SavedRun> resumed, Console console) {
        checkLimit("--limit-train", limitTrain);
        checkLimit("--limit-test", limitTest);
        Optional<RunOrigin> origin = data == null ? resumed.flatMap(SavedRun::origin) : Optional.empty();
        DataSets sets = new DataSets(console.environment(), classes);
        Opened found = origin.isPresent()
                ? named(sets, resumed.orElseThrow(), origin.get(), network, console)
                : data == null ? usual(sets, network, console) : open(sets, DataPlace.parse(data), network, console);
        DataSet all = fitting(found.data(), network);
        DataSet limited = limitTrain == null ? all : all.withTrain(all.train().first(limitTrain));
        DataSet used = limitTest == null ? limited : limited.withTest(all.test().first(limitTest));
        DataNotices.of(used).forEach(console::notice);
        return new Opened(used, found.place());
    }

    /** Images to test on: those that were named, else those that a checkpoint's run was tested on, and no others. */
    DataSet openForEvaluation(Network network, ClassLoader classes, SavedRun saved, Console console) {
        checkLimit("--limit-test", limitTest);
        DataSets sets = new DataSets(console.environment(), classes);
        DataSet all = data == null
                ? ofRun(sets, saved, network, console)
                : open(sets, DataPlace.parse(data), network, console).data();
        DataSet found = fitting(all, network);
        return limitTest == null ? found : found.withTest(found.test().first(limitTest));
    }

    private DataSet ofRun(DataSets sets, SavedRun saved, Network network, Console console) {
        RunOrigin origin = saved.origin()
                .orElseThrow(() -> new BadInputException(saved.checkpoint() + " does not record where its data ("
                        + ForeignText.printed(saved.data())
                        + ") was found, because it was saved by an earlier version or from code; name the data with"
                        + " --data KIND[:PLACE]"));
        DataSet found = named(sets, saved, origin, network, console).data();
        LabeledImages train = same(found.name(), found.train(), saved.trainImages(), "training", saved, origin);
        LabeledImages test = same(found.name(), found.test(), saved.testImages(), "test", saved, origin);
        // More than the run's own may be asked for.
        return limitTest == null ? found.withTrain(train).withTest(test) : found;
    }

    /** The part of some images that a checkpoint's run used; it is compared with the hash in the checkpoint. */
    private static LabeledImages same(
            String name,
            LabeledImages found,
            Optional<SavedImages> saved,
            String what,
            SavedRun run,
            RunOrigin origin) {
        long count = saved.map(SavedImages::count).orElse(0L);
        if (count >= 1 && count <= found.size()) {
            LabeledImages part = found.first((int) count);
            if (saved.filter(HashedImages.of(name, part)::are).isPresent()) {
                return part;
            }
        }
        throw new BadInputException("the " + what + " images in " + text(origin) + " are not the ones that "
                + run.checkpoint() + " was saved with ("
                + saved.map(SavedImages::text).map(ForeignText::printed).orElse("it does not record which")
                + "); restore those, or evaluate on other data with --data KIND[:PLACE]");
    }

    /** A checkpoint's data. Whoever wrote the checkpoint chose its names, so no message prints them as they are. */
    private static Opened named(DataSets sets, SavedRun saved, RunOrigin origin, Network network, Console console) {
        try {
            return open(sets, new DataPlace(origin.dataKind(), origin.dataPlace()), network, console);
        } catch (BadInputException e) {
            throw new BadInputException(
                    "the data of " + saved.checkpoint() + ", " + text(origin) + ", cannot be opened: "
                            + ForeignText.printed(e.getMessage())
                            + ". If the data has moved, name it with --data KIND[:PLACE]",
                    e);
        }
    }

    private static String text(RunOrigin origin) {
        String place = origin.dataPlace().isEmpty() ? "" : ":" + origin.dataPlace();
        return ForeignText.printed(origin.dataKind() + place);
    }

    private static Opened usual(DataSets sets, Network network, Console console) {
        DataSet found = sets.openDefault(DRAWING_SEED, wanted(network), new ConsoleTransfer(console));
        boolean synthetic = found.name().equals(Shapes.NAME);
        return new Opened(found, new DataPlace(synthetic ? DataPlace.SHAPES : DataPlace.FASHION_MNIST, ""));
    }

    private static Opened open(DataSets sets, DataPlace place, Network network, Console console) {
        DataSet found = sets.open(place, DRAWING_SEED, wanted(network), new ConsoleTransfer(console));
        return new Opened(found, sets.fromAnywhere(place));
    }

    private static Optional<Wanted> wanted(Network network) {
        return Optional.of(new Wanted(network.input(), network.classes()));
    }

    private static DataSet fitting(DataSet found, Network network) {
        if (found.train().classes() != network.classes()) {
            throw new BadInputException(network.name() + " has " + network.classes() + " classes, but "
                    + found.name() + " has " + found.train().classes() + "; declare @Head(classes = "
                    + found.train().classes() + ") or choose other data");
        }
        return found;
    }

    private static void checkLimit(String flag, Integer limit) {
        if (limit != null && limit < 1) {
            throw new BadInputException(flag + " is " + limit + "; it must be at least 1");
        }
    }

    /**
     * Images, and where they were found.
     *
     * @param data as it is used
     * @param place what names it again, from any working folder
     */
    record Opened(DataSet data, DataPlace place) {
        /** As checkpoints tell it. */
        RunOrigin origin(Optional<String> classPath) {
            return new RunOrigin(place.kind(), place.place(), classPath);
        }
    }
}
