package dev.stagecraft.cli;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EventFiles;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
     * @param keeper comes last: see its own description
     */
    static TrainListeners of(
            Console console,
            Path metrics,
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
                listeners.all.add(MetricsFile.open(metrics, from.epochs(), console));
            }
            events.ifPresent(
                    folder -> listeners.all.add(new EventFiles(folder, network.graphDef(), from, console::notice)));
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
                if (listener instanceof Closing closing) {
                    closing.close();
                } else if (listener instanceof EventFiles files) {
                    files.close();
                }
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

    /** A listener that holds something open. */
    interface Closing extends TrainListener, AutoCloseable {
        @Override
        void close();
    }
}
