package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Medians;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Turns;
import dev.stagecraft.runtime.setting.Precision;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How long a process takes until it trains or answers. */
@Command(
        name = "startup",
        description = "Measures the time from the start of Java to the end of the first training step, minus that of a"
                + " later step, and the time to the first answer of ResNet-50.",
        mixinStandardHelpOptions = true)
final class StartupTable implements Callable<Integer> {
    private static final String TRAINING = TrainedRow.ours(Precision.FLOAT32);

    private static final List<TrainedRow> TRAINED = List.of(
            new TrainedRow("resnet18-96", "FashionResNet18Network", "", 128, 1, 2),
            new TrainedRow("resnet50-224", "zoo.ResNet50Network", "", 16, 1, 2),
            new TrainedRow("resnet152-224", "zoo.ResNet152Network", "", 4, 1, 2),
            new TrainedRow("cifar20", "zoo.CifarResNet20Network", "", 16, 1, 2),
            new TrainedRow("cifar110", "zoo.CifarResNet110Network", "", 16, 1, 2),
            new TrainedRow("cifar1202", "zoo.CifarResNet1202Network", "", 16, 1, 2));

    private static final String ANSWERING = AnsweredRow.ours(Precision.FLOAT32);

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("ours, s", "ours", "%.2f"),
            new Column("spread, s", "spreadSeconds", "%.2f"),
            new Column("a later step, s", "laterStep", "%.2f"),
            new Column("ONNX Runtime, s", "peer", "%.2f"),
            new Column("ratio", "ratio", "%.2f"));

    @Mixin
    private TableOptions options;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> rows = Stream.concat(TRAINED.stream().map(TrainedRow::row), Stream.of(AnsweredRow.FEW.row()))
                .toList();
        return options.table(rows, row -> row, "for answers " + AnsweredRow.PEER, COLUMNS, () -> {}, this::measured);
    }

    private List<Result> measured(String row, Quiet quiet) throws InterruptedException {
        for (TrainedRow trained : TRAINED) {
            if (trained.row().equals(row)) {
                return List.of(training(trained, quiet));
            }
        }
        return List.of(answering(quiet));
    }

    private Result training(TrainedRow row, Quiet quiet) throws InterruptedException {
        Turns turns = Turns.of(
                row.row(), List.of(row.training(Precision.FLOAT32).archived()), options.rounds(), quiet, each -> {});
        double[] seconds = turns.all(TRAINING, "firstSeconds");
        double[] later = turns.all(TRAINING, "millis");
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] -= later[i] / 1000;
        }
        return new Result(row.row(), "float32")
                .with("unit", "s")
                .with("ours", Medians.of(seconds))
                .with("spreadSeconds", Medians.spread(seconds))
                .with("laterStep", Medians.of(later) / 1000)
                .with("peakMb", turns.most(TRAINING, "peak"));
    }

    private Result answering(Quiet quiet) throws InterruptedException {
        Turns turns = AnsweredRow.few(options.rounds(), quiet);
        double[] seconds = turns.all(ANSWERING, "firstSeconds");
        return new Result(AnsweredRow.FEW.row(), "float32")
                .with("unit", "s")
                .with(
                        Medians.of(seconds),
                        turns.median(AnsweredRow.ONNX, "firstSeconds"),
                        turns.ratios(ANSWERING, "firstSeconds", AnsweredRow.ONNX, "firstSeconds"))
                .with("spreadSeconds", Medians.spread(seconds))
                .with("peakMb", turns.most(ANSWERING, "peak"));
    }
}
