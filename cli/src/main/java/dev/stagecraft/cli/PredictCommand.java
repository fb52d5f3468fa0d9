package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.Classifier;
import dev.stagecraft.runtime.answer.ClassifierOptions;
import dev.stagecraft.runtime.answer.PictureSource;
import dev.stagecraft.runtime.answer.Prediction;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.network.Backbone;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Precision;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names what pictures show. */
@Command(
        name = "predict",
        description =
                "Classifies pictures with saved weights: JPEG, PNG, GIF (the first frame) and BMP. Prints a line per"
                        + " picture. A picture that cannot be read is named, the others are classified, and the exit code is 2.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {
    private static final int USUAL_TOP = 5;

    /** Of one picture; Java holds a file in one array. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 16;

    @Mixin
    private ModelOptions model;

    @Mixin
    private DeviceOptions device;

    @Option(
            names = "--checkpoint",
            paramLabel = "DIR",
            required = true,
            description =
                    "The folder of a checkpoint, or of a run. The best checkpoint of a run by validation or test accuracy"
                            + " is used, or the newest if none was evaluated.")
    private Path checkpoint;

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "Print the K most likely classes of each picture (default: 5; with --format json all).")
    private @Nullable Integer top;

    @Option(
            names = "--features",
            description = "Also print the pooled features: the numbers that go into the last layer.")
    private boolean features;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Pictures classified at a time (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(
            names = "--precision",
            paramLabel = "float32|bfloat16",
            defaultValue = "float32",
            description =
                    "Precision of the convolutions (default: ${DEFAULT-VALUE}). bfloat16 is faster on a CPU that has"
                            + " instructions for it.")
    private Precision precision;

    @Mixin
    private PixelOptions pixels;

    @Mixin
    private FormatOptions format;

    @Parameters(
            paramLabel = "PATH",
            arity = "1..*",
            description =
                    "Pictures, folders of pictures (with all folders in them), or - for a list on standard input, with"
                            + " a path per line.")
    private List<String> paths;

    private final Console console;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (top != null && top < 1) {
            throw new BadInputException("--top is " + top + "; it must be at least 1");
        }
        ClassifierOptions options = ClassifierOptions.DEFAULT
                .withMostPixels(pixels.most())
                .withMostBytes(MOST_BYTES)
                .withBatchSize(batchSize)
                .withPrecision(precision);
        Chosen chosen = Checkpoints.chosen(checkpoint);
        Backbone network = model.loadAny(Checkpoints.savedRun(chosen.checkpoint()));
        try (Classifier classifier = load(network, options.withDevice(device.choose(console, OptionalInt.empty())))) {
            if (features) {
                classifier.requireFeatures();
            }
            if (!classifier.chosen().checkpoint().equals(checkpoint)) {
                console.notice("using " + classifier.chosen().checkpoint() + ", "
                        + classifier.chosen().reason());
            }
            int classes = top != null
                    ? top
                    : format.isJson() ? classifier.classNames().size() : USUAL_TOP;
            PredictionLines lines = new PredictionLines(console, format.isJson(), classes, features);
            return console.interrupt().guarded(() -> predict(classifier, lines));
        }
    }

    private Classifier load(Backbone found, ClassifierOptions options) {
        return found instanceof Network network
                ? Classifier.load(checkpoint, network, options)
                : Classifier.load(checkpoint, options.withClasses(model.classes()));
    }

    private int predict(Classifier classifier, PredictionLines lines) {
        Iterator<AskedPicture> asked = new AskedPictures(paths, System.in, console);
        int code = 0;
        try (PreparedPictures pictures = new PreparedPictures(classifier, asked, 2 * batchSize)) {
            while (!console.interrupt().isAsked()) {
                List<PreparedPictures.Prepared> batch = pictures.next(batchSize);
                // Nobody reads the rest where the output's reader is gone.
                if (batch.isEmpty() || console.out().checkError()) {
                    return code;
                }
                code = print(batch, classifier, lines) ? code : Main.BAD_INPUT;
            }
        }
        console.err().println("interrupted before the last picture; nothing was changed");
        return Main.INTERRUPTED;
    }

    /** Whether all could be read. */
    private static boolean print(List<PreparedPictures.Prepared> batch, Classifier classifier, PredictionLines lines) {
        List<PictureSource> read = batch.stream()
                .map(PreparedPictures.Prepared::source)
                .flatMap(Optional::stream)
                .toList();
        Iterator<Prediction> answers = classifier.classifyAll(read).iterator();
        for (PreparedPictures.Prepared each : batch) {
            if (each.source().isPresent()) {
                lines.print(each.name(), answers.next());
            } else {
                lines.printProblem(each.name(), each.problem());
            }
        }
        return read.size() == batch.size();
    }
}
