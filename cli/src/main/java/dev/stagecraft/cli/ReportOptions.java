package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.report.MetricsFile;
import dev.stagecraft.runtime.run.RunBuilder;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a training tells of itself, and where. */
final class ReportOptions {
    @Option(
            names = "--metrics",
            paramLabel = "FILE",
            description = "Write one line of JSON per epoch to FILE; the last one also has the results for each class.")
    private @Nullable Path metrics;

    @Option(
            names = "--tensorboard",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Write event files for TensorBoard to the folder tensorboard in --out (default: ${DEFAULT-VALUE}).")
    private boolean tensorboard;

    @Option(
            names = "--log-every",
            paramLabel = "N",
            description = "Print a line of progress to standard error every N steps; 0: never. Default: a progress bar"
                    + " on a terminal, and otherwise a line about every 30 seconds.")
    private @Nullable Integer logEvery;

    private ReportOptions() {}

    /** Says it to a run that is about to be opened. */
    void apply(RunBuilder run, Console console) {
        List<TrainListener> listeners = new ArrayList<>();
        run.print(console.out(), console.err()).notices(console::notice).tensorBoard(tensorboard);
        if (logEvery != null) {
            progress(run, logEvery);
        } else if (console.terminal()) {
            run.progressEvery(Duration.ZERO);
            listeners.add(new ProgressListener(console));
        }
        if (metrics == null) {
            run.withoutMetricsFile();
        } else if (isSame(metrics, StandardStreams.OUT)) {
            writeTo(console.out(), run, listeners);
        } else if (isSame(metrics, StandardStreams.ERR)) {
            writeTo(console.err(), run, listeners);
        } else {
            run.metricsFile(metrics);
        }
        run.listeners(listeners.toArray(TrainListener[]::new));
    }

    private static void progress(RunBuilder run, int steps) {
        if (steps < 0) {
            throw new BadInputException("--log-every is " + steps + "; it must be at least 0");
        }
        if (steps == 0) {
            run.progressEvery(Duration.ZERO);
        } else {
            run.progressEverySteps(steps);
        }
    }

    /** Two descriptors of one file write over each other, so that a stream that is open already is used. */
    private static void writeTo(PrintStream open, RunBuilder run, List<TrainListener> listeners) {
        run.withoutMetricsFile();
        listeners.add(MetricsFile.to(open));
    }

    /** Whether both lead to one file; what does not exist leads nowhere. */
    private static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }
}
