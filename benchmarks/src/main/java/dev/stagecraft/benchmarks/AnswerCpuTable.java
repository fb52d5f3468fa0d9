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
        List<Precision> precisions = Precisions.ofCpu();
        List<Side> sides = new ArrayList<>();
        precisions.forEach(precision -> sides.add(row.answering(precision)));
        sides.add(row.peer());
        Turns turns = Turns.of(row.row(), sides, options.rounds(), quiet, AnsweredRow::requireSame);
        return precisions.stream()
                .map(precision -> result(row, precision, turns))
                .toList();
    }

    private static Result result(AnsweredRow row, Precision precision, Turns turns) {
        String ours = AnsweredRow.ours(precision);
        return new Result(row.row(), precision.word())
                .with("unit", "ms")
                .with(
                        turns.median(ours, "answerMillis"),
                        turns.median(AnsweredRow.ONNX, "answerMillis"),
                        turns.ratios(ours, "answerMillis", AnsweredRow.ONNX, "answerMillis"))
                .with("coreSeconds", turns.median(ours, "coreSeconds"))
                .with("peerCoreSeconds", turns.median(AnsweredRow.ONNX, "coreSeconds"))
                .with("peakMb", turns.most(ours, "peak"))
                .with("peerPeakMb", turns.most(AnsweredRow.ONNX, "peak"));
    }
}
