package dev.stagecraft.cli;

import dev.stagecraft.export.Comparison;
import dev.stagecraft.export.OpenedExport;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.TrainedNetwork;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.host.StandardError;
import dev.stagecraft.runtime.setting.Precision;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds an export, or answers in bfloat16, against the checkpoint. */
@Command(
        name = "verify",
        description =
                "Asks an export and the checkpoint that it was written from about the test images of the checkpoint's run,"
                        + " or those of --data, and compares the logits. With --precision bfloat16, compares the"
                        + " checkpoint's answers in bfloat16 with those in float32. The exit code is 0 if no logit differs"
                        + " by more than --tolerance of the largest one, 1 if one does, and 2 if the export has other"
                        + " weights.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    private static final double EXPORT_TOLERANCE = 1e-3;
    private static final double BFLOAT16_TOLERANCE = 5e-2;

    @Mixin
    private TrainedOptions trained;

    @Option(names = "--export", paramLabel = "PLACE", description = "What was exported.")
    private @Nullable Path place;

    @Option(
            names = "--precision",
            paramLabel = "bfloat16",
            description = "Instead of an export, compare answers in bfloat16 with those in float32.")
    private @Nullable Precision precision;

    @Mixin
    private DataOptions data;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            description = "How much a logit may differ, as a share of the largest logit (default: 0.001, and 0.05 with"
                    + " --precision bfloat16).")
    private @Nullable Double tolerance;

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
        requireOneOther();
        if (!(tolerance() >= 0 && Double.isFinite(tolerance()))) {
            throw new BadInputException("--tolerance is " + tolerance + "; it must be at least 0, and finite");
        }
        if (batchSize < 1) {
            throw new BadInputException("--batch-size is " + batchSize + "; it must be at least 1");
        }
        StandardError.takeFirstRun();
        TrainedNetwork network = trained.load(console);
        if (place == null) {
            LabeledImages images = images(network);
            return verify(
                    network, images, (stop, seen) -> Comparison.ofBfloat16(network, images, batchSize, stop, seen));
        }
        try (OpenedExport export = Comparison.open(place, network, trained.classes())) {
            LabeledImages images = images(network);
            return verify(
                    network, images, (stop, seen) -> Comparison.of(network, export, images, batchSize, stop, seen));
        }
    }

    private void requireOneOther() {
        if ((place == null) == (precision == null)) {
            throw new BadInputException("verify needs either --export PLACE or --precision bfloat16; "
                    + (place == null ? "neither was given" : "both were given"));
        }
        if (precision != null && precision != Precision.BFLOAT16) {
            throw new BadInputException("--precision is " + precision.word()
                    + "; it must be bfloat16, whose answers are compared with those in float32");
        }
    }

    private double tolerance() {
        return tolerance != null ? tolerance : place == null ? BFLOAT16_TOLERANCE : EXPORT_TOLERANCE;
    }

    private LabeledImages images(TrainedNetwork network) {
        DataSet found =
                data.openForEvaluation(network.network(), trained.classes(), TrainedOptions.run(network), console);
        return found.hasTest() ? found.test() : found.measured();
    }

    /** Compares, and tells after each batch how many images it has compared; empty if it was asked to stop. */
    private interface Work {
        Optional<Comparison> compare(BooleanSupplier stop, IntConsumer seen);
    }

    private int verify(TrainedNetwork network, LabeledImages images, Work work) {
        return console.interrupt().guarded(() -> print(network, compare(images, work)));
    }

    private int print(TrainedNetwork network, Optional<Comparison> found) {
        if (found.isEmpty()) {
            console.err().println("interrupted before the last image; nothing was changed");
            return Main.INTERRUPTED;
        }
        Comparison comparison = found.get();
        boolean same = comparison.isWithin(tolerance());
        if (format.isJson()) {
            console.out()
                    .println(Json.LINE.toJson(new Found(
                            comparison.images(),
                            orNull(comparison.largestDifference()),
                            orNull(comparison.largestLogit()),
                            comparison.topAnswerShare(),
                            tolerance(),
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

    private Optional<Comparison> compare(LabeledImages images, Work work) {
        BooleanSupplier stop = console.interrupt()::isAsked;
        if (!console.terminal()) {
            return work.compare(stop, seen -> {});
        }
        try (ProgressBar bar = Bars.start(console, "comparing", images.size(), " images", 1)) {
            return work.compare(stop, bar::stepTo);
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
