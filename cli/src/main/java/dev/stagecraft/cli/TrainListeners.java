package dev.stagecraft.cli;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.report.EpochLines;
import dev.stagecraft.runtime.report.MetricsFile;
import dev.stagecraft.runtime.report.TensorBoardListener;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The listeners of a run, closed in one go. */
final class TrainListeners implements AutoCloseable {
    private final List<TrainListener> all = new ArrayList<>();

    private TrainListeners() {}

    /**
     * All that a run from the command line has.
     *
     * @param metrics where lines of JSON go; null for nowhere
     * @param from where training begins
     * @param events where event files go; empty for nowhere
     * @param keeper saves the run
     */
    static TrainListeners of(
            Console console,
            @Nullable Path metrics,
            Progress from,
            Optional<Path> events,
            TrainableNetwork network,
            TrainListener keeper) {
        TrainListeners listeners = new TrainListeners();
        try {
            if (console.terminal()) {
                listeners.all.add(new ProgressListener(console));
            }
            listeners.all.add(new NoticeLines(console));
            listeners.all.add(new EpochLines(console.out()));
            if (metrics != null) {
                listeners.all.add(metrics(metrics, from.epochs(), console));
            }
            events.ifPresent(folder ->
                    listeners.all.add(new TensorBoardListener(folder, network.graphDef(), from, console::notice)));
            listeners.all.add(keeper);
            return listeners;
        } catch (RuntimeException e) {
            listeners.close();
            throw e;
        }
    }

    List<TrainListener> all() {
        return all;
    }

    /** All of them are closed, even where one cannot be. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (TrainListener listener : all) {
            try {
                listener.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    /** Two descriptors of one file write over each other, so that a stream that is open already is used. */
    private static MetricsFile metrics(Path file, int epochs, Console console) {
        if (isSame(file, StandardStreams.OUT)) {
            return MetricsFile.to(console.out());
        }
        if (isSame(file, StandardStreams.ERR)) {
            return MetricsFile.to(console.err());
        }
        return MetricsFile.open(file, epochs, console.interrupt()::isAsked, console::notice);
    }

    /** Whether both lead to one file; what does not exist leads nowhere. */
    static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }
}
