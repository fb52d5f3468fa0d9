package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Turns;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Answers on the CPU, compared with ONNX Runtime's. */
@Command(
        name = "answer-cpu",
        description = "Compares the answers of ResNet-50 on the CPU with those of ONNX Runtime, which gets our export."
                + " The ratio is our time over ONNX Runtime's.",
        mixinStandardHelpOptions = true)
final class AnswerCpuTable implements Callable<Integer> {
    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("precision", "precision", ""),
            new Column("ours, ms", "ours", "%.2f"),
            new Column("ONNX Runtime, ms", "peer", "%.2f"),
            new Column("ratio", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"),
            new Column("core-seconds per 1,000 images", "coreSeconds", "%.1f"),
            new Column("ONNX Runtime's", "peerCoreSeconds", "%.1f"),
            new Column("peak, MiB", "peakMb", "%.0f"),
            new Column("ONNX Runtime's", "peerPeakMb", "%.0f"));

    @Mixin
    private TableOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        return options.table(
                AnsweredRow.ALL, AnsweredRow::row, AnsweredRow.PEER, COLUMNS, AnsweredRow::prepare, this::measured);
    }

    private List<Result> measured(AnsweredRow row, Quiet quiet) throws InterruptedException {
        Turns turns =
                Turns.of(row.row(), List.of(row.ours(), row.peer()), options.rounds(), quiet, AnsweredRow::requireSame);
        return List.of(new Result(row.row(), "float32")
                .with("unit", "ms")
                .with(
                        turns.median(AnsweredRow.OURS, "answerMillis"),
                        turns.median(AnsweredRow.ONNX, "answerMillis"),
                        turns.ratios(AnsweredRow.OURS, "answerMillis", AnsweredRow.ONNX, "answerMillis"))
                .with("coreSeconds", turns.median(AnsweredRow.OURS, "coreSeconds"))
                .with("peerCoreSeconds", turns.median(AnsweredRow.ONNX, "coreSeconds"))
                .with("peakMb", turns.most(AnsweredRow.OURS, "peak"))
                .with("peerPeakMb", turns.most(AnsweredRow.ONNX, "peak")));
    }
}
