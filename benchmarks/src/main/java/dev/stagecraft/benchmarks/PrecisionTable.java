package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares a training step in float32, in bfloat16, on a GPU in float16, and with TensorFlow's own pass for mixed precision.
 * Each form runs in a process of its own; they take turns, round after round.
 */
@Command(
        name = "precision",
        description = "Compares training steps in float32, in bfloat16, on a GPU in float16, and with the pass for"
                + " mixed precision that comes with TensorFlow. The ratio is that to float32.",
        mixinStandardHelpOptions = true)
final class PrecisionTable implements Callable<Integer> {
    private static final int GPU_WARM_UP = 8;
    private static final int GPU_RUNS = 20;
    private static final String SAMPLES = "dev.stagecraft.samples.";
    private static final String FLOAT32 = side(PrecisionProbe.Form.FLOAT32);

    private static final List<Training> ROWS = List.of(
            new Training("resnet18-96", "FashionResNet18Network", 128, 2, 6),
            new Training("resnet50-224", "zoo.ResNet50Network", 16, 2, 5),
            new Training("cifar20", "zoo.CifarResNet20Network", 128, 4, 20));

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("form", "precision", ""),
            new Column("images/s", "ours", "%.1f"),
            new Column("ratio to float32", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"),
            new Column("peak, MiB", "peakMb", "%.0f"));

    @Mixin
    private TableOptions options;

    @Option(
            names = "--device",
            defaultValue = "cpu",
            paramLabel = "cpu|gpu",
            description = "cpu or gpu (default: cpu).")
    private String device;

    @Option(names = "--batch", paramLabel = "N", description = "Images per step (default: as each row has it).")
    private @Nullable Integer batch;

    /** A network that is trained: images of a step, runs that are not counted, and runs of a process. */
    private record Training(String row, String network, int batch, int warmUp, int runs) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.table(ROWS, Training::row, "", COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(Training training, Quiet quiet) throws InterruptedException {
        List<PrecisionProbe.Form> forms = Arrays.stream(PrecisionProbe.Form.values())
                .filter(form -> device.equals("gpu") || form.isForCpu())
                .toList();
        List<Side> sides = forms.stream().map(form -> side(training, form)).toList();
        Turns turns = Turns.of(training.row(), sides, options.rounds(), quiet, each -> {});
        return forms.stream()
                .map(PrecisionTable::side)
                .map(form -> result(training, form, turns))
                .toList();
    }

    private Result result(Training training, String form, Turns turns) {
        double images = images(training) * 1000.0;
        return new Result(training.row(), form)
                .with("unit", "images/s")
                .with(
                        images / turns.median(form, "millis"),
                        images / turns.median(FLOAT32, "millis"),
                        turns.ratios(FLOAT32, "millis", form, "millis"))
                .with("peakMb", turns.most(form, "peak"));
    }

    private int images(Training training) {
        return batch == null ? training.batch() : batch;
    }

    private static String side(PrecisionProbe.Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private Side side(Training training, PrecisionProbe.Form form) {
        boolean gpu = device.equals("gpu");
        return Side.ours(
                side(form),
                PrecisionProbe.class,
                SAMPLES + training.network(),
                images(training),
                // A GPU's libraries choose their algorithms in the first steps.
                Math.max(training.warmUp(), gpu ? GPU_WARM_UP : 0),
                Math.max(training.runs(), gpu ? GPU_RUNS : 0),
                form,
                device);
    }
}
