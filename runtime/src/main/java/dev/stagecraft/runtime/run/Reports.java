package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.report.ProgressLines;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * What a run measures, and whom it tells.
 *
 * @param printing where it prints
 * @param progress makes the listener that prints how far it is; empty for none
 * @param metricsFile where lines of JSON go
 * @param tensorBoard whether event files are written
 * @param metrics measured in addition
 * @param others listeners of the user
 * @param stop whether to end early
 */
record Reports(
        Printing printing,
        Optional<Function<PrintStream, ProgressLines>> progress,
        MetricsPlace metricsFile,
        boolean tensorBoard,
        List<Metric> metrics,
        List<TrainListener> others,
        BooleanSupplier stop) {
    private static final String TENSORBOARD = "tensorboard";
    private static final String METRICS = "metrics.jsonl";

    /**
     * Where lines of JSON go.
     *
     * @param file a file that the user named; empty for the one in the folder of the run
     * @param written whether there are any
     */
    record MetricsPlace(Optional<Path> file, boolean written) {}

    Optional<Path> metrics(RunFolder run) {
        return metricsFile.written()
                ? Optional.of(metricsFile.file().orElseGet(() -> run.path().resolve(METRICS)))
                : Optional.empty();
    }

    Optional<Path> events(RunFolder run) {
        return tensorBoard ? Optional.of(run.path().resolve(TENSORBOARD)) : Optional.empty();
    }

    /** Files written unasked never go through a link, and files asked for never replace one that the run needs. */
    void requireOthers(RunFolder run) {
        events(run).filter(Files::isSymbolicLink).ifPresent(events -> {
            throw new BadInputException(
                    events + " is a symbolic link, and event files are not written through links; remove"
                            + " it, or train with --no-tensorboard");
        });
        metrics(run)
                .filter(file -> metricsFile.file().isEmpty() && Files.isSymbolicLink(file))
                .ifPresent(file -> {
                    throw new BadInputException(
                            file + " is a symbolic link, and metrics are not written through links; remove it, or"
                                    + " name another file");
                });
        metrics(run).filter(file -> isSame(file, run.lockFile())).ifPresent(file -> {
            throw new BadInputException(
                    "the metrics file " + file + " is the lock file of the run; name another file with --metrics");
        });
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
