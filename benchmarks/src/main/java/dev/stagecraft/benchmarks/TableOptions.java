package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import dev.stagecraft.benchmarks.harness.Machine;
import dev.stagecraft.benchmarks.harness.Quiet;
import dev.stagecraft.benchmarks.harness.Report;
import dev.stagecraft.benchmarks.harness.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every table, and what they do. */
final class TableOptions {
    private static final int USUAL_ROUNDS = 3;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(names = "--rows", split = ",", paramLabel = "ROW", description = "Measure only these rows.")
    private @Nullable List<String> rows;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Processes of each side for each row (default: 3; 1 for gpu and processor, which take long).")
    private @Nullable Integer rounds;

    @Option(names = "--json", paramLabel = "FILE", description = "Also write the results to this file.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also write the printed table to this file.")
    private @Nullable Path markdown;

    @Option(
            names = "--anyway",
            description = "Measure even if other work takes more than 5 %% of the cores. The result says so.")
    private boolean anyway;

    private final int usualRounds;

    TableOptions() {
        this(USUAL_ROUNDS);
    }

    /** For a table that needs other rounds, if the user does not say how many. */
    TableOptions(int usualRounds) {
        this.usualRounds = usualRounds;
    }

    /** Measures a row. */
    @FunctionalInterface
    interface Measuring<R> {
        List<Result> of(R row, Quiet quiet) throws InterruptedException;
    }

    /** Makes what the rows need. */
    @FunctionalInterface
    interface Preparing {
        void prepare() throws InterruptedException;
    }

    int rounds() {
        return rounds == null ? usualRounds : rounds;
    }

    /**
     * Measures the wanted rows, prints the table, and writes the files. If a row cannot be measured, the
     * table has those before it.
     *
     * @param peer name and version; empty if ours is compared with none
     * @param preparing done once, before the first row
     * @return the exit code
     */
    <R> int table(
            List<R> all,
            Function<R, String> name,
            String peer,
            List<Report.Column> columns,
            Preparing preparing,
            Measuring<R> measuring)
            throws IOException, InterruptedException {
        if (rounds() < 1) {
            throw new ParameterException(spec.commandLine(), "--rounds is " + rounds() + "; it must be at least 1");
        }
        List<R> chosen = ChosenRows.of(all, name, rows, spec.commandLine());
        Quiet quiet = new Quiet(anyway);
        quiet.requireNow();
        preparing.prepare();
        List<Result> results = new ArrayList<>();
        HarnessException refused = null;
        try {
            for (R row : chosen) {
                results.addAll(measuring.of(row, quiet));
            }
        } catch (HarnessException e) {
            if (results.isEmpty()) {
                throw e;
            }
            refused = e;
        }
        report(new Report(
                spec.name(), peer, Machine.here(), rounds(), quiet.worst(), quiet.disturbed(), columns, results));
        if (refused != null) {
            throw refused;
        }
        return 0;
    }

    private void report(Report report) throws IOException {
        System.out.print(report.markdown());
        if (markdown != null) {
            Files.writeString(markdown, report.markdown());
        }
        if (json != null) {
            Files.writeString(json, report.json());
        }
    }
}
