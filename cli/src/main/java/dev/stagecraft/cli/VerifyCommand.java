package dev.stagecraft.cli;

import dev.stagecraft.export.Comparison;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds an export against the checkpoint that it was written from. */
@Command(
        name = "verify",
        description =
                "Asks an export and the checkpoint that it was written from about the test images of the checkpoint's run,"
                        + " or those of --data, and compares the logits. The exit code is 0 if no logit differs by more"
                        + " than --tolerance of the largest one, 1 if one does, and 2 if the export has other weights.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private TrainedOptions trained;

    @Option(names = "--export", paramLabel = "PLACE", required = true, description = "What was exported.")
    private Path place;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "0.001",
            description = "How much a logit may differ, as a share of the largest logit (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(
            names = "--batch-size",
            paramLabel = "N",
            defaultValue = "32",
            description = "Images of one size that are asked about at a time (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Mixin
    private FormatOptions format;

    private final Console console;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!(tolerance >= 0 && Double.isFinite(tolerance))) {
            throw new BadInputException("--tolerance is " + tolerance + "; it must be at least 0, and finite");
        }
        if (batchSize < 1) {
            throw new BadInputException("--batch-size is " + batchSize + "; it must be at least 1");
        }
        TrainedNetwork network = trained.load(console);
        try (OpenedExport export = Comparison.open(place, network, trained.classes())) {
            DataSet found =
                    data.openForEvaluation(network.network(), trained.classes(), TrainedOptions.run(network), console);
            LabeledImages images = found.hasTest() ? found.test() : found.measured();
            return console.interrupt().guarded(() -> verify(network, export, images));
        }
    }

    private int verify(TrainedNetwork network, OpenedExport export, LabeledImages images) {
        Optional<Comparison> found = compare(network, export, images);
        if (found.isEmpty()) {
            console.err().println("interrupted before the last image; nothing was changed");
            return Main.INTERRUPTED;
        }
        Comparison comparison = found.get();
        boolean same = comparison.isWithin(tolerance);
        if (format.isJson()) {
            console.out()
                    .println(Json.LINE.toJson(new Found(
                            comparison.images(),
                            orNull(comparison.largestDifference()),
                            orNull(comparison.largestLogit()),
                            comparison.topAnswerShare(),
                            tolerance,
                            same,
                            network.weightsSha256())));
        } else {
            console.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: over %,d images the largest difference of logits is %.3g, the largest logit %.3g;"
                                    + " %.2f %% of the top answers are equal",
                            same ? "same" : "DIFFERENT",
                            comparison.images(),
                            comparison.largestDifference(),
                            comparison.largestLogit(),
                            100 * comparison.topAnswerShare()));
        }
        return same ? 0 : Main.FAILED;
    }

    private Optional<Comparison> compare(TrainedNetwork network, OpenedExport export, LabeledImages images) {
        BooleanSupplier stop = console.interrupt()::isAsked;
        if (!console.terminal()) {
            return Comparison.of(network, export, images, batchSize, stop, seen -> {});
        }
        try (ProgressBar bar = Bars.start(console, "comparing", images.size(), " images", 1)) {
            return Comparison.of(network, export, images, batchSize, stop, bar::stepTo);
        }
    }

    /** JSON has no word for what is no number; the field is left out then. */
    private static @Nullable Double orNull(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /** The fields that programs read; their names are a contract. */
    private record Found(
            int images,
            @Nullable Double largestDifference,
            @Nullable Double largestLogit,
            double equalTopAnswers,
            double tolerance,
            boolean withinTolerance,
            String weightsSha256) {}
}
