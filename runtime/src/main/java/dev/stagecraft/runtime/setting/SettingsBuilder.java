package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.WarmUp;
import java.util.List;
import java.util.function.Function;

/**
 * A builder of settings, which starts with the defaults. Each method checks the range of its value.
 *
 * @param <S> the type of the result
 */
public final class SettingsBuilder<S extends TrainingSettings<S>> {
    private final Function<SettingValues, S> made;
    private SettingValues values = SettingValues.usual();
    private int warmUpEpochs;

    /** A builder that starts with the defaults. */
    public SettingsBuilder(Function<SettingValues, S> made) {
        this.made = made;
    }

    /**
     * Sets the value of one setting.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the value is outside the range of the setting
     */
    public <T> SettingsBuilder<S> set(Setting<T> setting, T value) {
        values = values.with(setting, value);
        return this;
    }

    /** Sets {@link TrainingSettings#EPOCHS}. */
    public SettingsBuilder<S> epochs(int number) {
        return set(TrainingSettings.EPOCHS, number);
    }

    /** Sets {@link TrainingSettings#BATCH_SIZE}. */
    public SettingsBuilder<S> batchSize(int images) {
        return set(TrainingSettings.BATCH_SIZE, images);
    }

    /** Sets {@link TrainingSettings#LEARNING_RATE}. */
    public SettingsBuilder<S> learningRate(double rate) {
        return set(TrainingSettings.LEARNING_RATE, rate);
    }

    /** Sets {@link TrainingSettings#LABEL_SMOOTHING}. */
    public SettingsBuilder<S> labelSmoothing(double share) {
        return set(TrainingSettings.LABEL_SMOOTHING, share);
    }

    /** Sets {@link TrainingSettings#OPTIMIZER}. */
    public SettingsBuilder<S> optimizer(Optimizer optimizer) {
        return set(TrainingSettings.OPTIMIZER, optimizer);
    }

    /** Sets {@link TrainingSettings#SCHEDULE}, which begins after {@link #warmUpEpochs}. */
    public SettingsBuilder<S> schedule(Schedule schedule) {
        return set(TrainingSettings.SCHEDULE, schedule);
    }

    /** Sets the number of epochs in which the rate grows linearly before the schedule begins, at least 0. */
    public SettingsBuilder<S> warmUpEpochs(int number) {
        warmUpEpochs = number;
        return this;
    }

    /** Sets {@link TrainingSettings#AUGMENTATION}. */
    public SettingsBuilder<S> augmentation(Augmentation... inOrder) {
        return set(TrainingSettings.AUGMENTATION, List.of(inOrder));
    }

    /** Sets {@link TrainingSettings#FREEZE_STEM}. */
    public SettingsBuilder<S> freezeStem(boolean frozen) {
        return set(TrainingSettings.FREEZE_STEM, frozen);
    }

    /** Sets {@link TrainingSettings#FREEZE_STAGES}. */
    public SettingsBuilder<S> freezeStages(int number) {
        return set(TrainingSettings.FREEZE_STAGES, number);
    }

    /** Sets {@link TrainingSettings#STAGE_RATES}. */
    public SettingsBuilder<S> stageRates(Double... factors) {
        return set(TrainingSettings.STAGE_RATES, List.of(factors));
    }

    /** Sets {@link TrainingSettings#LINEAR_PROBE}. */
    public SettingsBuilder<S> linearProbe(boolean probes) {
        return set(TrainingSettings.LINEAR_PROBE, probes);
    }

    /** Sets {@link TrainingSettings#PRECISION}. */
    public SettingsBuilder<S> precision(Precision precision) {
        return set(TrainingSettings.PRECISION, precision);
    }

    /** Sets {@link TrainingSettings#ENGINE}. */
    public SettingsBuilder<S> engine(Engine engine) {
        return set(TrainingSettings.ENGINE, engine);
    }

    /** Sets {@link TrainingSettings#RECOMPUTE} to all blocks, or nothing. */
    public SettingsBuilder<S> recompute(boolean all) {
        return set(TrainingSettings.RECOMPUTE, all ? Recompute.ALL : Recompute.NONE);
    }

    /** Sets {@link TrainingSettings#RECOMPUTE} to the blocks of some stages, counted from 1. */
    public SettingsBuilder<S> recomputeStages(Integer... stages) {
        return set(TrainingSettings.RECOMPUTE, Recompute.stages(stages));
    }

    /** Sets {@link TrainingSettings#IMAGES_ON_DEVICE}. */
    public SettingsBuilder<S> imagesOnDevice(boolean kept) {
        return set(TrainingSettings.IMAGES_ON_DEVICE, kept);
    }

    /** Sets {@link TrainingSettings#SEED}. */
    public SettingsBuilder<S> seed(long seed) {
        return set(TrainingSettings.SEED, seed);
    }

    /** Sets {@link TrainingSettings#SKIP_BAD_STEPS}. */
    public SettingsBuilder<S> skipBadSteps(boolean skip) {
        return set(TrainingSettings.SKIP_BAD_STEPS, skip);
    }

    /**
     * The settings.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the number of warm-up epochs is below 0
     */
    public S build() {
        Schedule schedule = WarmUp.before(values.get(TrainingSettings.SCHEDULE), warmUpEpochs);
        return made.apply(values.with(TrainingSettings.SCHEDULE, schedule));
    }
}
