package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import dev.stagecraft.benchmarks.probe.Gpu;
import dev.stagecraft.runtime.device.Device.Preference;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training steps on a GPU. */
@Command(
        name = "gpu",
        description =
                "Compares losses on the GPU with those on the CPU, and measures training steps on the GPU in every"
                        + " precision. The ratio is that to float32. Fails if there is no GPU.",
        mixinStandardHelpOptions = true)
final class GpuTable implements Callable<Integer> {
    /** The row of steps with all that is done to their images. */
    private static final String DATA = "resnet18-28-to-96";

    private static final List<TrainedRow> ROWS = List.of(
            new TrainedRow("resnet18-96", "FashionResNet18Network", "", 256, 8, 30),
            new TrainedRow("resnet50-224", "zoo.ResNet50Network", "", 256, 8, 20),
            new TrainedRow(DATA, "FashionResNet18Network", "", 256, 16, 120));

    private static final int CHECKED_IMAGES = 16;

    /** Of losses between 2 and 8. A GPU multiplies float32 with 10 bits after the point, and bfloat16 has 7. */
    private static final double TOLERANCE = 0.1;

    private static final String CPU = "the CPU";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("precision", "precision", ""),
            new Column("images/s", "ours", "%.0f"),
            new Column("ms a step", "millis", "%.2f"),
            new Column("ratio to float32", "ratio", "%.3f"),
            new Column("ratio to fed images", "ratioToFed", "%.3f"),
            new Column("spread", "spread", "%.3f"),
            new Column("loss in step 2", "loss", "%.4f"),
            new Column("on the CPU", "lossOnCpu", "%.4f"),
            new Column("peak of the process, MiB", "peakMb", "%.0f"));

    @Mixin
    private TableOptions options = new TableOptions(1);

    @Option(
            names = "--rehearse",
            description = "Do the same on the CPU with few images and steps, to see that it runs. The figures mean"
                    + " nothing.")
    private boolean rehearse;

    @Option(
            names = "--compiled",
            description = "Let XLA compile the steps of the row " + DATA + ". It needs parts of a CUDA toolkit.")
    private boolean compiled;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!rehearse && Side.ours("looking for a GPU", Gpu.class).run().get("seen") == 0) {
            throw new HarnessException("TensorFlow sees no GPU here, so nothing was measured; start with"
                    + " STAGECRAFT_NATIVE=linux-x86_64-gpu on a machine that has one");
        }
        return options.table(ROWS, TrainedRow::row, "", COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(TrainedRow row, Quiet quiet) throws InterruptedException {
        List<Precision> precisions = rehearse ? Precisions.ofCpu() : Precisions.ofGpu();
        if (row.row().equals(DATA)) {
            return withData(row, precisions, quiet);
        }
        Turns checked = checked(row, precisions, quiet);
        List<Side> sides =
                precisions.stream().map(precision -> timed(row, precision)).toList();
        Turns turns = Turns.of(row.row(), sides, options.rounds(), quiet, each -> {});
        return precisions.stream()
                .map(precision -> result(row, precision.word(), turns, checked))
                .toList();
    }

    private Side timed(TrainedRow row, Precision precision) {
        return rehearse
                ? row.training(precision.word(), 2, 1, 1, precision, Preference.CPU)
                : row.training(precision.word(), row.batch(), row.warmUp(), row.steps(), precision, Preference.GPU);
    }

    private static Result result(TrainedRow row, String precision, Turns turns, Turns checked) {
        String float32 = Precision.FLOAT32.word();
        return new Result(row.row(), precision)
                .with("unit", "images/s")
                .with(
                        turns.median(precision, "imagesPerSecond"),
                        turns.median(float32, "imagesPerSecond"),
                        turns.ratios(precision, "imagesPerSecond", float32, "imagesPerSecond"))
                .with("millis", turns.median(precision, "millis"))
                .with("loss", checked.median(precision, "loss"))
                .with("lossOnCpu", checked.median(CPU, "loss"))
                .with("peakMb", turns.most(precision, "peak"));
    }

    /** The same steps with images that are fed, and with images that the device keeps. */
    private List<Result> withData(TrainedRow row, List<Precision> precisions, Quiet quiet) throws InterruptedException {
        List<Side> sides = new ArrayList<>();
        for (Precision precision : precisions) {
            sides.add(withData(row, precision, false));
            sides.add(withData(row, precision, true));
        }
        Turns turns = Turns.of(row.row(), sides, options.rounds(), quiet, each -> {
            for (Precision precision : precisions) {
                each.requireEqual(name(precision, false), name(precision, true), "loss", TOLERANCE);
            }
        });
        List<Result> results = new ArrayList<>();
        for (Precision precision : precisions) {
            results.add(result(row, precision, false, turns));
            results.add(result(row, precision, true, turns));
        }
        return results;
    }

    private Side withData(TrainedRow row, Precision precision, boolean kept) {
        String name = name(precision, kept);
        Engine engine = compiled ? Engine.COMPILED : Engine.TUNED;
        return rehearse
                ? row.dataTraining(name, 2, 1, 1, precision, Preference.CPU, Engine.TUNED, kept)
                : row.dataTraining(
                        name, row.batch(), row.warmUp(), row.steps(), precision, Preference.GPU, engine, kept);
    }

    private static String name(Precision precision, boolean kept) {
        return precision.word() + (kept ? ", images on the device" : ", fed images");
    }

    private static Result result(TrainedRow row, Precision precision, boolean kept, Turns turns) {
        String name = name(precision, kept);
        String figure = "imagesPerSecond";
        return new Result(row.row(), name)
                .with("unit", "images/s")
                .with(
                        turns.median(name, figure),
                        turns.median(name(Precision.FLOAT32, kept), figure),
                        turns.ratios(name, figure, name(Precision.FLOAT32, kept), figure))
                .with("ratioToFed", Medians.of(turns.ratios(name, figure, name(precision, false), figure)))
                .with("millis", turns.median(name, "millis"))
                .with("loss", turns.median(name, "loss"))
                .with("peakMb", turns.most(name, "peak"));
    }

    /** Losses in the second step of the same network on the same images. */
    private Turns checked(TrainedRow row, List<Precision> precisions, Quiet quiet) throws InterruptedException {
        int images = rehearse ? 2 : CHECKED_IMAGES;
        List<Side> sides = new ArrayList<>(List.of(row.training(CPU, images, 1, 1, Precision.FLOAT32, Preference.CPU)));
        for (Precision precision : precisions) {
            sides.add(row.training(
                    precision.word(), images, 1, 1, precision, rehearse ? Preference.CPU : Preference.GPU));
        }
        return Turns.of(row.row() + ", losses", sides, 1, quiet, each -> {
            for (Precision precision : precisions) {
                each.requireEqual(CPU, precision.word(), "loss", TOLERANCE);
            }
        });
    }
}
