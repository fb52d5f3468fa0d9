package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report.Column;
import dev.stagecraft.benchmarks.harness.Result;
import dev.stagecraft.benchmarks.harness.Side;
import dev.stagecraft.benchmarks.harness.Turns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares this checkout with another one. Each row runs in two processes that take turns, first ours and then the
 * other one, round after round. So a change in the speed of the machine affects both.
 */
@Command(
        name = "versions",
        description = "Compares this checkout with another one, such as an older commit. Build both with ./stagecraft"
                + " --version first. The ratio is our time over the other's.",
        mixinStandardHelpOptions = true)
final class VersionsTable implements Callable<Integer> {
    private static final String OURS = "ours";
    private static final String OTHER = "the other";

    private static final List<Column> COLUMNS = List.of(
            new Column("row", "row", ""),
            new Column("ours, ms", "ours", "%.2f"),
            new Column("the other, ms", "peer", "%.2f"),
            new Column("ratio", "ratio", "%.3f"),
            new Column("spread", "spread", "%.3f"));

    @Mixin
    private TableOptions options;

    @Option(names = "--against", required = true, paramLabel = "DIR", description = "The other checkout.")
    private Path against;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String ours = classPath(Path.of("").toAbsolutePath());
        String theirs = classPath(against);
        return options.table(
                Row.OF_VERSIONS,
                Row::name,
                "the checkout " + against.getFileName(),
                COLUMNS,
                () -> {},
                (row, quiet) -> List.of(measured(row, ours, theirs, quiet)));
    }

    private Result measured(Row row, String ours, String theirs, Quiet quiet) throws InterruptedException {
        List<Side> sides = List.of(side(OURS, ours, row), side(OTHER, theirs, row));
        Turns turns = Turns.of(row.name(), sides, options.rounds(), quiet, each -> {});
        return new Result(row.name(), "float32")
                .with("unit", "ms")
                .with(
                        turns.median(OURS, "millis"),
                        turns.median(OTHER, "millis"),
                        turns.ratios(OURS, "millis", OTHER, "millis"));
    }

    private static Side side(String name, String classPath, Row row) {
        return new Side(name, classPath, List.of(), Probe.class, List.of(row.name()));
    }

    private static String classPath(Path checkout) throws IOException {
        Path libraries = checkout.resolve("samples/target/launcher/classpath");
        if (!Files.isReadable(libraries)) {
            throw new HarnessException(checkout + " is not a built checkout: " + libraries
                    + " cannot be read; run ./stagecraft --version" + " in it first");
        }
        return checkout.resolve("samples/target/classes")
                + File.pathSeparator
                + Files.readString(libraries).strip()
                + File.pathSeparator
                + Path.of("benchmarks/target/classes").toAbsolutePath();
    }
}
