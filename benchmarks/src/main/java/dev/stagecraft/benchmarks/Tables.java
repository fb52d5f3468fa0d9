package dev.stagecraft.benchmarks;

import dev.stagecraft.benchmarks.harness.HarnessException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code benchmarks/run}: a subcommand for each table. */
@Command(
        name = "benchmarks/run",
        description = "Measures side by side, in Java processes that take turns.",
        mixinStandardHelpOptions = true,
        subcommands = {
            TrainCpuTable.class,
            AnswerCpuTable.class,
            StartupTable.class,
            MemoryTable.class,
            InputTable.class,
            ProcessorTable.class,
            GpuTable.class,
            VersionsTable.class,
            ReadingTable.class,
            PrecisionTable.class,
            KernelFormsTable.class,
            ImageFormsTable.class
        })
public final class Tables {
    private Tables() {}

    @Command(
            name = "by-hand",
            description = "Compares a training step of the generated ResNet-18 with one written by hand in TensorFlow"
                    + " Java. Fails if the ratio is above 1.15.",
            mixinStandardHelpOptions = true)
    void byHand() {
        StepBenchmark.main(new String[0]);
    }

    @Command(
            name = "frozen",
            description = "Compares the serving graph with the evaluation graph. Fails if it does not have fewer"
                    + " operations, or is slower.",
            mixinStandardHelpOptions = true)
    void frozen() {
        ServingBenchmark.main(new String[0]);
    }

    @Command(
            name = "estimate",
            description = "Compares the estimated memory of a training step with what a process needs.",
            mixinStandardHelpOptions = true)
    void estimate() throws Exception {
        MemoryBenchmark.main(new String[0]);
    }

    /** Runs the command. Exit codes are those of {@code ./stagecraft}. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        CommandLine command = new CommandLine(new Tables());
        command.setExecutionExceptionHandler((failure, failed, parsed) -> {
            if (!(failure instanceof HarnessException)) {
                throw failure;
            }
            failed.getErr().println("benchmarks/run: " + failure.getMessage());
            return 1;
        });
        return command;
    }
}
