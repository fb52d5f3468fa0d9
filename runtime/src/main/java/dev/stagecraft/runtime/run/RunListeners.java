package dev.stagecraft.runtime.run;

import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.report.EpochLines;
import dev.stagecraft.runtime.report.MetricsFile;
import dev.stagecraft.runtime.report.TensorBoardListener;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The listeners of a run, closed in one go. */
final class RunListeners implements AutoCloseable {
    private final List<TrainListener> all;

    /** Listeners that were made before. */
    RunListeners(List<TrainListener> given) {
        all = new ArrayList<>(given);
    }

    /**
     * Opens the listeners of a run.
     *
     * @param from where training begins
     * @param keeper saves the run
     */
    static RunListeners open(
            Reports reports, RunFolder run, Progress from, TrainableNetwork network, TrainListener keeper) {
        // The user's own come first: one that draws on the screen is done when a line is printed.
        RunListeners listeners = new RunListeners(reports.others());
        Printing printing = reports.printing();
        Consumer<String> notices = printing.notices();
        try {
            listeners.all.add(new Noticing(notices));
            listeners.all.add(new EpochLines(printing.out()));
            reports.progress().ifPresent(lines -> listeners.all.add(lines.apply(printing.err())));
            reports.metrics(run)
                    .ifPresent(
                            file -> listeners.all.add(MetricsFile.open(file, from.epochs(), reports.stop(), notices)));
            reports.events(run)
                    .ifPresent(folder ->
                            listeners.all.add(new TensorBoardListener(folder, network.graphDef(), from, notices)));
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

    /** Passes on what a person should know. */
    private record Noticing(Consumer<String> notices) implements TrainListener {
        @Override
        public boolean notice(String text) {
            notices.accept(text);
            return true;
        }
    }
}
