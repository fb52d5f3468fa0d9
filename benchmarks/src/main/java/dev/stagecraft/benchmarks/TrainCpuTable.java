package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import dev.stagecraft.runtime.setting.Precision;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Training steps on the CPU, compared with DJL's and with the convolutions alone. */
@Command(
        name = "train-cpu",
        description = "Compares training steps on the CPU with those of DJL (PyTorch) and with the convolutions alone."
                + " The ratio is our throughput over DJL's in float32.",
        mixinStandardHelpOptions = true)
final class TrainCpuTable implements Callable<Integer> {
    static final String PEER = "DJL 0.36.0 with PyTorch 2.7.1, channels last, float32";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("precision", "precision", ""),
            new Column("ours, images/s", "ours", "%.1f"),
            new Column("DJL, images/s", "peer", "%.1f"),
            new Column("DJL with MXNet", "mxnet", "%.1f"),
            new Column("ratio", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"),
            new Column("limit, images/s", "limit", "%.1f"),
            new Column("share of the limit", "shareOfLimit", "%.3f"),
            new Column("matrix product, GFLOP/s", "matrixProductGflops", "%.0f"),
            new Column("core-seconds per 1,000 images", "coreSeconds", "%.1f"),
            new Column("DJL's", "peerCoreSeconds", "%.1f"),
            new Column("peak, MiB", "peakMb", "%.0f"),
            new Column("DJL's", "peerPeakMb", "%.0f"));

    @Mixin
    private TableOptions options;

    @Option(
            names = "--mxnet",
            description =
                    "Let DJL train with MXNet, too. The column is empty without it. The ratio is that to PyTorch.")
    private boolean mxnet;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.table(TrainedRow.ALL, TrainedRow::row, PEER, COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(TrainedRow row, Quiet quiet) throws InterruptedException {
        List<Precision> precisions = Precisions.ofCpu();
        List<Side> sides = new ArrayList<>(List.of(row.training(Precision.FLOAT32), row.peerTraining()));
        if (precisions.contains(Precision.BFLOAT16)) {
            sides.add(row.training(Precision.BFLOAT16));
        }
        if (mxnet) {
            sides.add(row.mxnetTraining());
        }
        precisions.forEach(precision -> sides.add(row.limitOf(precision)));
        Turns turns = Turns.of(row.row(), sides, options.rounds(), quiet, each -> {
            each.requireEqual(TrainedRow.ours(Precision.FLOAT32), TrainedRow.DJL, "parameters", 0);
            if (mxnet) {
                each.requireEqual(TrainedRow.DJL, TrainedRow.MXNET, "parameters", 0);
            }
        });
        return precisions.stream()
                .map(precision -> result(row, precision, turns))
                .toList();
    }

    private Result result(TrainedRow row, Precision precision, Turns turns) {
        String ours = TrainedRow.ours(precision);
        String limit = TrainedRow.limit(precision);
        double[] shares = turns.ratios(limit, "millis", ours, "millis");
        Result result = new Result(row.row(), precision.word())
                .with("unit", "images/s")
                .with(
                        turns.median(ours, "imagesPerSecond"),
                        turns.median(TrainedRow.DJL, "imagesPerSecond"),
                        turns.ratios(ours, "imagesPerSecond", TrainedRow.DJL, "imagesPerSecond"))
                .with("limit", turns.median(limit, "imagesPerSecond"))
                .with("shareOfLimit", Medians.of(shares))
                .with("matrixProductGflops", turns.median(limit, "matrixProductGflops"))
                .with("coreSeconds", turns.median(ours, "coreSeconds"))
                .with("peerCoreSeconds", turns.median(TrainedRow.DJL, "coreSeconds"))
                .with("peakMb", turns.most(ours, "peak"))
                .with("peerPeakMb", turns.most(TrainedRow.DJL, "peak"));
        return mxnet ? result.with("mxnet", turns.median(TrainedRow.MXNET, "imagesPerSecond")) : result;
    }
}
