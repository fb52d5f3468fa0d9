package dev.stagecraft.benchmarks;

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
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The peak resident memory of processes that train, and of one that only answers. */
@Command(
        name = "memory",
        description = "Compares the peak resident memory of processes that train with that of DJL (PyTorch), and of a"
                + " process that only answers with that of ONNX Runtime.",
        mixinStandardHelpOptions = true)
final class MemoryTable implements Callable<Integer> {
    private static final int STEPS = 3;

    private static final String ANSWERING = AnsweredRow.ours(Precision.FLOAT32);

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("precision", "precision", ""),
            new Column("ours, MiB", "ours", "%.0f"),
            new Column("peer, MiB", "peer", "%.0f"),
            new Column("ratio", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"));

    private static final String PEER = TrainCpuTable.PEER + "; for answers " + AnsweredRow.PEER;

    @Mixin
    private TableOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> rows = Stream.concat(
                        TrainedRow.ALL.stream().map(TrainedRow::row), Stream.of(AnsweredRow.FEW.row()))
                .toList();
        return options.table(rows, row -> row, PEER, COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(String row, Quiet quiet) throws InterruptedException {
        for (TrainedRow trained : TrainedRow.ALL) {
            if (trained.row().equals(row)) {
                return training(trained, quiet);
            }
        }
        return List.of(answering(quiet));
    }

    private List<Result> training(TrainedRow row, Quiet quiet) throws InterruptedException {
        List<Precision> precisions = Precisions.ofCpu();
        List<Side> sides = new ArrayList<>();
        for (Precision precision : precisions) {
            sides.add(row.training(precision, 1, STEPS).archived());
        }
        sides.add(row.peerTraining(1, STEPS).archived());
        Turns turns = Turns.of(row.row(), sides, options.rounds(), quiet, each -> {
            each.requireEqual(TrainedRow.ours(Precision.FLOAT32), TrainedRow.DJL, "parameters", 0);
        });
        return precisions.stream()
                .map(precision -> result(row, precision, turns))
                .toList();
    }

    private static Result result(TrainedRow row, Precision precision, Turns turns) {
        String ours = TrainedRow.ours(precision);
        return new Result(row.row(), precision.word())
                .with("unit", "MiB")
                .with(
                        turns.median(ours, "peak"),
                        turns.median(TrainedRow.DJL, "peak"),
                        turns.ratios(ours, "peak", TrainedRow.DJL, "peak"))
                .with("peakMb", turns.most(ours, "peak"));
    }

    private Result answering(Quiet quiet) throws InterruptedException {
        Turns turns = AnsweredRow.few(options.rounds(), quiet);
        return new Result(AnsweredRow.FEW.row(), "float32")
                .with("unit", "MiB")
                .with(
                        turns.median(ANSWERING, "peak"),
                        turns.median(AnsweredRow.ONNX, "peak"),
                        turns.ratios(ANSWERING, "peak", AnsweredRow.ONNX, "peak"))
                .with("peakMb", turns.most(ANSWERING, "peak"));
    }
}
