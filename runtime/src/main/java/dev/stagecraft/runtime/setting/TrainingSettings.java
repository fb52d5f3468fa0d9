package dev.stagecraft.runtime.setting;

import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import java.util.List;
import java.util.Optional;

/**
 * All training settings, immutable: a constant, a getter, and a {@code with} method for each. {@link SettingsBuilder}
 * has a method for each. The defaults are those of D2L: 5 epochs, batches of 256, learning rate 0.05, stochastic
 * gradient descent without momentum.
 *
 * @param <S> the type that {@code with} returns
 */
public abstract class TrainingSettings<S extends TrainingSettings<S>> {
    /** Passes over all training images, at least 1. The learning rates depend on it only if {@link Schedule#dependsOnEpochs}. */
    public static final Setting<Integer> EPOCHS = Setting.of("epochs", 5)
            .range("number of epochs", number -> number >= 1, "at least 1")
            .flag(
                    "--epochs",
                    "N",
                    "Epochs to train, counted from the start of the run (default: the declared value, else 5).")
            .saved("epochs", SettingRules::epochsText);

    /** Images per step, at least 1. */
    public static final Setting<Integer> BATCH_SIZE = Setting.of("batchSize", 256)
            .range("batch size", number -> number >= 1, "at least 1")
            .flag("--batch-size", "N", "Images per step (default: the declared value, else 256).")
            .saved("batch size");

    /**
     * The learning rate, from which the schedule starts, above 0 and finite as float32. A value that rounds to 0 is
     * refused, because it would not train.
     */
    public static final Setting<Double> LEARNING_RATE = Setting.of("learningRate", 0.05)
            .range(
                    "learning rate",
                    rate -> rate.floatValue() > 0 && Float.isFinite(rate.floatValue()),
                    "a number above 0, such as 0.05")
            .flag(
                    "--learning-rate",
                    "X",
                    "The learning rate, from which the schedule starts (default: the declared value, else"
                            + " 0.05; 0.001 if --optimizer changes sgd to adam or adamw).")
            .saved("learning rate");

    /**
     * The share of each training target that is spread evenly over all classes (Szegedy and others, <i>Rethinking the
     * Inception Architecture for Computer Vision</i>, 2016, section 7), at least 0 and below 1. Evaluation does not
     * smooth.
     */
    public static final Setting<Double> LABEL_SMOOTHING = Setting.of("labelSmoothing", 0.0)
            .range("label smoothing", share -> share >= 0 && share.floatValue() < 1, "at least 0 and below 1")
            .flag(
                    "--label-smoothing",
                    "X",
                    "The share of each training target that is spread evenly over all classes, at least 0 and"
                            + " below 1 (default: the declared value, else 0). Evaluation does not smooth.")
            .saved("label smoothing", SettingRules::ifPositive);

    /** The optimizer. Its flags are {@code --optimizer} and the flags for its numbers. */
    public static final Setting<Optimizer> OPTIMIZER = Setting.<Optimizer>of("optimizer", Sgd.PLAIN)
            .saved("optimizer", (chosen, all) -> Optional.of(UserCalls.text(chosen, "describe()", chosen::describe)));

    /** How the learning rate changes. Its flags are {@code --schedule} and the flags for its numbers. */
    public static final Setting<Schedule> SCHEDULE = Setting.<Schedule>of("schedule", new Constant())
            .saved("schedule", (chosen, all) -> Optional.of(UserCalls.text(chosen, "describe()", chosen::describe)));

    /**
     * What is done to each training image before a step, one augmentation after the other; none by default. Data that has
     * augmentations of its own is changed by those instead. The flags are {@code --flip} and those beside it. Checkpoints
     * store what was done to the images, whoever chose it.
     */
    public static final Setting<List<Augmentation>> AUGMENTATION = Setting.<List<Augmentation>>of(
                    "augmentation", List.of())
            .range(
                    "augmentation",
                    all -> all.stream().filter(SettingRules::choosesPlace).count() <= 1,
                    "a list with at most one of RandomResizedCrop, PadAndCrop and Shift");

    /**
     * Whether the stem is frozen, so that training does not change it. A frozen part runs as in evaluation: its normalizations
     * use their moving statistics and do not change them, and dropout, stochastic depth and weight decay do not apply to it. It
     * has no optimizer state.
     */
    public static final Setting<Boolean> FREEZE_STEM = Setting.of("freezeStem", false)
            .flag(Flag.toggle(
                    "--freeze-stem", "Leave the weights of the stem as they are (default: the declared value)."))
            .saved("frozen stem", (frozen, all) -> frozen ? Optional.of("yes") : Optional.empty());

    /** How many stages training leaves as they are, and the stem with them, at least 0; see {@link #FREEZE_STEM}. */
    public static final Setting<Integer> FREEZE_STAGES = Setting.of("freezeStages", 0)
            .range("number of frozen stages", number -> number >= 0, "at least 0")
            .flag(
                    "--freeze-stages",
                    "N",
                    "Leave the weights of the stem and the first N stages as they are (default: the declared value, else"
                            + " 0).")
            .saved("frozen stages", SettingRules::ifPositive);

    /**
     * What the learning rate of each stage is multiplied by, a factor for each stage, above 0 and at most 1. The stem has
     * the factor of the first stage, the head has all of the rate. By default every part has all of the rate.
     */
    public static final Setting<List<Double>> STAGE_RATES = Setting.<List<Double>>of("stageRates", List.of())
            .range(
                    "list of stage rates",
                    factors -> factors.stream().allMatch(SettingRules::isFactor),
                    "a list of factors above 0 and at most 1, one for each stage")
            .flag(new Flag<>(
                    "--stage-rates",
                    "X,X...",
                    "What the learning rate of each stage is multiplied by, a factor for each stage, above 0 and at most"
                            + " 1. The stem has the factor of the first stage (default: the declared value, else 1"
                            + " everywhere).",
                    String.class,
                    List.of(),
                    SettingRules::factors))
            .saved("stage rates", SettingRules::ifNotEmpty);

    /**
     * Whether the head is trained alone, on the features of each image, which are computed once. Everything before the head
     * runs as in evaluation. Augmentation is refused, because every epoch sees the same features.
     */
    public static final Setting<Boolean> LINEAR_PROBE = Setting.of("linearProbe", false)
            .flag(Flag.toggle(
                    "--linear-probe",
                    "Train the head alone, on features that are computed once (default: the declared value)."))
            .saved("linear probe", (probes, all) -> probes ? Optional.of("yes") : Optional.empty());

    /**
     * The precision in which the convolutions of a step are computed. Another precision gives other bits, so a run keeps the
     * precision that it began with.
     */
    public static final Setting<Precision> PRECISION = Setting.of("precision", Precision.FLOAT32)
            .flag(Flag.word(
                    "--precision",
                    "Precision of the convolutions in training (default: the declared value, else float32)."
                            + " bfloat16 is faster on processors that have instructions for it. float16 is for GPUs."
                            + " auto is bfloat16 if the hardware has it and its accuracy was measured for this form of"
                            + " network, else float32. Weights stay float32.",
                    Precision.class,
                    Precision::word))
            // The word also stands for the table of the forms of gradients: a new table needs a new word.
            .saved(Precision.SAVED_AS, (chosen, all) -> chosen.savedText());

    /** How TensorFlow runs a step. Each engine gives other bits, so a run keeps the one that it began with. */
    public static final Setting<Engine> ENGINE = Setting.of("engine", Engine.TUNED)
            .flag(Flag.word(
                    "--engine",
                    "How a step runs. tuned: as it was built, with the fastest form of each gradient. direct: the same with"
                            + " fewer forms, as an earlier version did. rewritten: TensorFlow rewrites it first, as in"
                            + " the first versions. compiled: XLA compiles it, on a GPU only (default: tuned; a resumed"
                            + " run keeps its own).",
                    Engine.class,
                    Engine::word))
            // As with a precision, the word also stands for the table of the forms of gradients.
            .saved(Engine.SAVED_AS, (chosen, all) -> chosen.savedText());

    /**
     * What a step computes again in its backward pass, instead of keeping it. Checkpoints do not store this setting,
     * because it does not change the numbers of a run.
     */
    public static final Setting<Recompute> RECOMPUTE = Setting.of("recompute", Recompute.CHEAP)
            .flag(Flag.toggle(
                    "--recompute",
                    "Compute the activations of all blocks again in the backward pass, instead of keeping them"
                            + " (default: the declared value, or on a CPU only what takes little time). A step takes less"
                            + " memory and more time, and gives the same numbers. With false, all are kept.",
                    Recompute.ALL,
                    Recompute.NONE));

    /**
     * Whether the device keeps the training images as bytes, and changes and resizes them itself. A step is then fed their
     * positions. Resized images differ by rounding, so a run keeps the way that it began with.
     */
    public static final Setting<Boolean> IMAGES_ON_DEVICE = Setting.of("imagesOnDevice", false)
            .flag(Flag.toggle(
                    "--images-on-device",
                    "Keep the training images in the memory of the device, and change and resize them there"
                            + " (default: the declared value; a resumed run keeps its own)."))
            .saved("images on device", (kept, all) -> kept ? Optional.of("yes") : Optional.empty());

    /** The seed for all random numbers. */
    public static final Setting<Long> SEED = Setting.of("seed", 1L)
            .flag("--seed", "N", "The seed for all random numbers (default: 1).")
            .saved("seed");

    /**
     * Whether to skip a step whose loss or gradient is NaN or infinite; otherwise such a step ends the run. Checkpoints
     * do not store this setting, because it does not change the numbers of a run that continues.
     */
    public static final Setting<Boolean> SKIP_BAD_STEPS = Setting.of("skipBadSteps", false)
            .flag(Flag.choice(
                    "--on-nonfinite",
                    "stop",
                    "skip",
                    "What to do when a loss or gradient is NaN or infinite: stop the run, or skip the step"
                            + " (default: stop)."));

    /** All settings. */
    public static final List<Setting<?>> ALL = List.of(
            EPOCHS,
            BATCH_SIZE,
            LEARNING_RATE,
            LABEL_SMOOTHING,
            OPTIMIZER,
            SCHEDULE,
            AUGMENTATION,
            FREEZE_STEM,
            FREEZE_STAGES,
            STAGE_RATES,
            LINEAR_PROBE,
            PRECISION,
            ENGINE,
            RECOMPUTE,
            IMAGES_ON_DEVICE,
            SEED,
            SKIP_BAD_STEPS);

    private final SettingValues values;

    /** Settings with these values. */
    protected TrainingSettings(SettingValues values) {
        this.values = values;
    }

    /** The same type with other values. */
    protected abstract S of(SettingValues other);

    /** The values of all settings. */
    public final SettingValues values() {
        return values;
    }

    /** The value of one setting. */
    public final <T> T get(Setting<T> setting) {
        return values.get(setting);
    }

    /**
     * The same, with another value of one setting.
     *
     * @throws dev.stagecraft.runtime.BadInputException if it is outside the range of the setting
     */
    public final <T> S with(Setting<T> setting, T value) {
        return of(values.with(setting, value));
    }

    /** The value of {@link #EPOCHS}. */
    public final int epochs() {
        return get(EPOCHS);
    }

    /** The same, with another value of {@link #EPOCHS}. */
    public final S withEpochs(int number) {
        return with(EPOCHS, number);
    }

    /** The value of {@link #BATCH_SIZE}. */
    public final int batchSize() {
        return get(BATCH_SIZE);
    }

    /** The same, with another value of {@link #BATCH_SIZE}. */
    public final S withBatchSize(int images) {
        return with(BATCH_SIZE, images);
    }

    /** The value of {@link #LEARNING_RATE}. */
    public final double learningRate() {
        return get(LEARNING_RATE);
    }

    /** The same, with another value of {@link #LEARNING_RATE}. */
    public final S withLearningRate(double rate) {
        return with(LEARNING_RATE, rate);
    }

    /** The value of {@link #LABEL_SMOOTHING}. */
    public final double labelSmoothing() {
        return get(LABEL_SMOOTHING);
    }

    /** The same, with another value of {@link #LABEL_SMOOTHING}. */
    public final S withLabelSmoothing(double share) {
        return with(LABEL_SMOOTHING, share);
    }

    /** The value of {@link #OPTIMIZER}. */
    public final Optimizer optimizer() {
        return get(OPTIMIZER);
    }

    /** The same, with another value of {@link #OPTIMIZER}. */
    public final S withOptimizer(Optimizer other) {
        return with(OPTIMIZER, other);
    }

    /** The same, with another value of {@link #OPTIMIZER} and another learning rate. */
    public final S withOptimizer(Optimizer other, double rate) {
        return withOptimizer(other).withLearningRate(rate);
    }

    /** The value of {@link #SCHEDULE}. */
    public final Schedule schedule() {
        return get(SCHEDULE);
    }

    /** The same, with another value of {@link #SCHEDULE}. */
    public final S withSchedule(Schedule other) {
        return with(SCHEDULE, other);
    }

    /** The value of {@link #AUGMENTATION}. */
    public final List<Augmentation> augmentation() {
        return get(AUGMENTATION);
    }

    /** The same, with another value of {@link #AUGMENTATION}. */
    public final S withAugmentation(Augmentation... inOrder) {
        return with(AUGMENTATION, List.of(inOrder));
    }

    /** The value of {@link #FREEZE_STEM}. */
    public final boolean freezeStem() {
        return get(FREEZE_STEM);
    }

    /** The same, with another value of {@link #FREEZE_STEM}. */
    public final S withFreezeStem(boolean frozen) {
        return with(FREEZE_STEM, frozen);
    }

    /** The value of {@link #FREEZE_STAGES}. */
    public final int freezeStages() {
        return get(FREEZE_STAGES);
    }

    /** The same, with another value of {@link #FREEZE_STAGES}. */
    public final S withFreezeStages(int number) {
        return with(FREEZE_STAGES, number);
    }

    /** The value of {@link #STAGE_RATES}. */
    public final List<Double> stageRates() {
        return get(STAGE_RATES);
    }

    /** The same, with another value of {@link #STAGE_RATES}. */
    public final S withStageRates(Double... factors) {
        return with(STAGE_RATES, List.of(factors));
    }

    /** The value of {@link #LINEAR_PROBE}. */
    public final boolean linearProbe() {
        return get(LINEAR_PROBE);
    }

    /** The same, with another value of {@link #LINEAR_PROBE}. */
    public final S withLinearProbe(boolean probes) {
        return with(LINEAR_PROBE, probes);
    }

    /** The value of {@link #PRECISION}. */
    public final Precision precision() {
        return get(PRECISION);
    }

    /** The same, with another value of {@link #PRECISION}. */
    public final S withPrecision(Precision other) {
        return with(PRECISION, other);
    }

    /** The value of {@link #ENGINE}. */
    public final Engine engine() {
        return get(ENGINE);
    }

    /** The same, with another value of {@link #ENGINE}. */
    public final S withEngine(Engine other) {
        return with(ENGINE, other);
    }

    /** The value of {@link #RECOMPUTE}. */
    public final Recompute recompute() {
        return get(RECOMPUTE);
    }

    /** The same, with another value of {@link #RECOMPUTE}. */
    public final S withRecompute(Recompute blocks) {
        return with(RECOMPUTE, blocks);
    }

    /** The value of {@link #IMAGES_ON_DEVICE}. */
    public final boolean imagesOnDevice() {
        return get(IMAGES_ON_DEVICE);
    }

    /** The same, with another value of {@link #IMAGES_ON_DEVICE}. */
    public final S withImagesOnDevice(boolean kept) {
        return with(IMAGES_ON_DEVICE, kept);
    }

    /** The value of {@link #SEED}. */
    public final long seed() {
        return get(SEED);
    }

    /** The same, with another value of {@link #SEED}. */
    public final S withSeed(long other) {
        return with(SEED, other);
    }

    /** The value of {@link #SKIP_BAD_STEPS}. */
    public final boolean skipBadSteps() {
        return get(SKIP_BAD_STEPS);
    }

    /** The same, with another value of {@link #SKIP_BAD_STEPS}. */
    public final S withSkipBadSteps(boolean skip) {
        return with(SKIP_BAD_STEPS, skip);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof TrainingSettings<?> same && getClass() == same.getClass() && values.equals(same.values);
    }

    @Override
    public final int hashCode() {
        return values.hashCode();
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + values;
    }
}
