package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.state.Snapshot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Saves a run by a policy, and removes checkpoints that are no longer needed. Its turn is the last: what other
 * listeners wrote about an epoch is on the disk before the checkpoint from which a run is resumed.
 */
public final class CheckpointListener implements TrainListener {
    private final TrainableNetwork network;
    private final RunFolder run;
    private final CheckpointPolicy policy;
    private final TrainingOptions options;
    private RunSettings settings;
    private final List<SavedCheckpoint> kept;
    private final Consumer<String> notices;
    private final Consumer<SavedCheckpoint> remover;
    private boolean told;
    private long lastSavedStep;
    private long lastSavedNanos = System.nanoTime();

    /**
     * A listener for one training. It logs a warning if a checkpoint that is no longer needed cannot be removed.
     *
     * @param from where training begins
     */
    public CheckpointListener(
            TrainableNetwork network,
            RunFolder run,
            CheckpointPolicy policy,
            DataSet data,
            TrainingOptions options,
            Progress from) {
        this(network, run, policy, data, options, from, Notices::log);
    }

    /**
     * A listener for one training.
     *
     * @param from where training begins
     * @param notices is told, at most once per run, that a checkpoint that is no longer needed cannot be removed
     */
    public CheckpointListener(
            TrainableNetwork network,
            RunFolder run,
            CheckpointPolicy policy,
            DataSet data,
            TrainingOptions options,
            Progress from,
            Consumer<String> notices) {
        this(network, run, policy, data, options, from, notices, run::remove);
    }

    CheckpointListener(
            TrainableNetwork network,
            RunFolder run,
            CheckpointPolicy policy,
            DataSet data,
            TrainingOptions options,
            Progress from,
            Consumer<String> notices,
            Consumer<SavedCheckpoint> remover) {
        this.network = network;
        this.run = run;
        this.policy = policy.forRun(data.validation().isPresent());
        this.options = options;
        this.settings = network.settings(data, options);
        settings.images().write(run.path());
        this.kept = new ArrayList<>(RunFolder.checkpoints(run.path()));
        this.lastSavedStep = from.step();
        this.notices = notices;
        this.remover = remover;
    }

    /**
     * Makes checkpoints record where the data and the class of the run were found.
     *
     * @return this
     */
    public CheckpointListener from(RunOrigin origin) {
        settings = settings.from(origin);
        return this;
    }

    /** The newest checkpoint of the run; empty if nothing was saved yet. */
    public Optional<Path> newest() {
        return kept.stream().max(SavedCheckpoint::compareTo).map(SavedCheckpoint::folder);
    }

    /** The best checkpoint of the run by the metric of its policy; empty if there is none. */
    public Optional<Path> best() {
        return policy.bestOf(kept).map(SavedCheckpoint::folder);
    }

    @Override
    public Turn turn() {
        return Turn.SAVE;
    }

    @Override
    public void stepDone(StepResult step) {
        saveIfDue(step.progress(), false, false, Map.of());
    }

    @Override
    public void epochDone(EpochResult result) {
        boolean last = result.progress().epochs() == options.epochs();
        saveIfDue(result.progress(), true, last, result.values());
    }

    @Override
    public void stopped(Progress progress) {
        save(progress);
    }

    /**
     * Saves now, regardless of the policy. A state that is already saved is not saved again.
     *
     * @return the checkpoint; empty at the very beginning, when there is nothing to save
     */
    public Optional<Path> save(Progress progress) {
        return progress.step() == 0 ? Optional.empty() : Optional.of(save(progress, Map.of()));
    }

    private void saveIfDue(Progress progress, boolean epochDone, boolean last, Map<String, Double> metrics) {
        CheckpointPolicy.Point point = new CheckpointPolicy.Point(
                epochDone,
                progress.epochs(),
                last,
                progress.step() - lastSavedStep,
                Duration.ofNanos(System.nanoTime() - lastSavedNanos),
                metrics);
        if (policy.isDue(point, kept)) {
            save(progress, metrics);
        }
    }

    private Path save(Progress progress, Map<String, Double> metrics) {
        boolean evaluated = settings.isEvaluated(progress);
        Optional<SavedCheckpoint> same = kept.stream()
                .filter(each -> each.step() == progress.step() && each.evaluated() == evaluated)
                .findFirst();
        if (same.isPresent()) {
            return same.get().folder();
        }
        double rate = options.rateForTheRecord(progress, settings.stepsPerEpoch());
        Snapshot snapshot = new Snapshot(progress, rate, metrics, network.preprocessing());
        SavedCheckpoint saved = network.save(run.path(), settings, snapshot);
        lastSavedStep = progress.step();
        lastSavedNanos = System.nanoTime();
        kept.add(saved);
        for (SavedCheckpoint surplus : policy.surplus(kept)) {
            // A checkpoint that could not be removed is not tried again by this run.
            kept.remove(surplus);
            remove(surplus);
        }
        return saved.folder();
    }

    /** The state is saved, so an old checkpoint that remains does not end the run. */
    private void remove(SavedCheckpoint surplus) {
        try {
            remover.accept(surplus);
        } catch (RunFailedException e) {
            if (!told) {
                told = true;
                notices.accept(e.getMessage() + "; the run continues, and this notice is not repeated");
            }
        }
    }
}
