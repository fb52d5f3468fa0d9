package dev.stagecraft.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks/run}: a subcommand for each table. */
@Command(
        name = "benchmarks/run",
        description = "Measures side by side, in Java processes that take turns.",
        mixinStandardHelpOptions = true,
        subcommands = {VersionsTable.class, ReadingTable.class, PrecisionTable.class, KernelFormsTable.class})
public final class Tables {
    private Tables() {}

    /** Runs the command. Exit codes are those of {@code ./stagecraft}. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Tables()).execute(args));
    }
}
