package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the processor adds to a warm {@code javac}. */
@Command(
        name = "processor",
        description =
                "Measures what the processor, and the code that it generates, add to a warm javac (JMH). Exits with 1"
                        + " if that is 30 ms or more for ResNet-152, or 5 ms or more for each further ResNet-18. A round"
                        + " takes four minutes for the first row and seven for the second.",
        mixinStandardHelpOptions = true)
final class ProcessorTable implements Callable<Integer> {
    private static final String SIDE = "javac";
    private static final String DEEP = "RESNET_152";
    private static final String ONE = "ORDINARY_1";
    private static final String ELEVEN = "ORDINARY_11";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("added, ms", "ours", "%.1f"),
            new Column("error, ms", "error", "%.1f"),
            new Column("below, ms", "most", "%.0f"));

    private static final List<Row> ROWS =
            List.of(new Row("resnet152", List.of(DEEP), 30), new Row("further-resnet18", List.of(ONE, ELEVEN), 5));

    /** Networks that are compiled, and the first number of milliseconds that is too many. */
    private record Row(String name, List<String> networks, double most) {}

    @Mixin
    private TableOptions options = new TableOptions(1);

    @Override
    public Integer call() throws IOException, InterruptedException {
        AtomicBoolean good = new AtomicBoolean(true);
        int code = options.table(ROWS, Row::name, "", COLUMNS, () -> {}, (row, quiet) -> {
            Result result = measured(row, quiet);
            if (!(result.field("ours") instanceof Double added) || added >= row.most()) {
                good.set(false);
            }
            return List.of(result);
        });
        return good.get() ? code : 1;
    }

    private Result measured(Row row, Quiet quiet) throws InterruptedException {
        Side side = Side.ours(SIDE, ProcessorBenchmark.class, row.networks().toArray());
        Turns turns = Turns.of(row.name(), List.of(side), options.rounds(), quiet, each -> {});
        boolean deep = row.networks().contains(DEEP);
        double added = deep ? added(turns, DEEP) : added(turns, ELEVEN) - added(turns, ONE);
        double error = deep ? error(turns, DEEP) : error(turns, ELEVEN) + error(turns, ONE);
        int networks = deep ? 1 : ProcessorBenchmark.FURTHER;
        return new Result(row.name(), "")
                .with("unit", "ms")
                .with("ours", added / networks)
                .with("error", error / networks)
                .with("most", row.most());
    }

    /** What the processor adds to these networks, in milliseconds. */
    private static double added(Turns turns, String networks) {
        return turns.median(SIDE, networks + "-processed") - turns.median(SIDE, networks + "-plain");
    }

    /** The errors of both, each half of an interval that has the mean with 99.9 % (JMH). */
    private static double error(Turns turns, String networks) {
        return turns.median(SIDE, networks + "-processed-error") + turns.median(SIDE, networks + "-plain-error");
    }
}
