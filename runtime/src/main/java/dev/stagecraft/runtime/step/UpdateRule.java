package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.GradientForms;
import dev.stagecraft.runtime.gradient.RectifiedNorm;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.runtime.setting.TrainingSettings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tensorflow.types.TFloat32;

/**
 * How a training step is made.
 *
 * @param settings the loss, how weights follow its gradients, and what happens where they are NaN
 * @param changes what is done with gradients before that, in their order
 * @param after what is done when the weights have changed
 * @param hardware that the step runs on
 * @param kept the images that the device keeps; empty if they are fed
 */
public record UpdateRule(
        TrainingSettings<?> settings,
        List<GradientChange> changes,
        List<AfterUpdate> after,
        Hardware hardware,
        Optional<KeptForm> kept) {
    /** Copies the lists. */
    public UpdateRule {
        changes = List.copyOf(changes);
        after = List.copyOf(after);
    }

    /** For images that are fed. */
    UpdateRule(TrainingSettings<?> settings, List<GradientChange> changes, List<AfterUpdate> after, Hardware hardware) {
        this(settings, changes, after, hardware, Optional.empty());
    }

    /** Weights follow the gradients as they are. */
    public UpdateRule(TrainingSettings<?> settings) {
        this(settings, List.of(), List.of(), Hardware.CPU);
    }

    /** The same, for a step on other hardware. */
    public UpdateRule on(Hardware other) {
        return new UpdateRule(settings, changes, after, other, kept);
    }

    /** The same, for a step whose images the device keeps. */
    public UpdateRule keeping(KeptForm images) {
        return new UpdateRule(settings, changes, after, hardware, Optional.of(images));
    }

    /** The defaults, but for the optimizer and whether a step is guarded. */
    UpdateRule(Optimizer optimizer, boolean guarded, List<GradientChange> changes, List<AfterUpdate> after) {
        this(
                TrainingDefaults.builder()
                        .optimizer(optimizer)
                        .skipBadSteps(guarded)
                        .build(),
                changes,
                after,
                Hardware.CPU);
    }

    /** As the other, with gradients as they are. */
    public UpdateRule(Optimizer optimizer, boolean guarded) {
        this(optimizer, guarded, List.of(), List.of());
    }

    /** How weights follow their gradients. */
    Optimizer optimizer() {
        return settings.optimizer();
    }

    /** The graph passes that change the forward pass before its gradients are added, in their order. */
    List<GraphPass> passes() {
        return switch (settings.precision()) {
            case FLOAT32 ->
                runsAsBuilt()
                        ? List.of(FastForms::inFloat32)
                        : kept.isPresent() ? List.of(KeptImages::trained) : List.of();
            case BFLOAT16 -> List.of(new MixedPrecision(LowPrecision.BFLOAT16, runsAsBuilt()));
            case FLOAT16 -> List.of(new MixedPrecision(LowPrecision.FLOAT16, runsAsBuilt()));
            case AUTO -> throw new IllegalStateException("precision is auto; decide it before the graph is built");
        };
    }

    /** Begins to ask TensorFlow what {@link #passes} will ask. */
    void prepare() {
        if (runsAsBuilt()) {
            RectifiedNorm.begin(
                    switch (settings.precision()) {
                        case BFLOAT16 -> LowPrecision.BFLOAT16.type();
                        case FLOAT16 -> LowPrecision.FLOAT16.type();
                        case FLOAT32, AUTO -> TFloat32.class;
                    });
        }
    }

    /** What is computed again in the backward pass. What TensorFlow rewrites, it may compute in another way the second time. */
    Recompute recompute() {
        Recompute chosen = settings.recompute();
        return runsAsBuilt() || chosen.isOfBlocks() ? chosen : Recompute.NONE;
    }

    /** Whether TensorFlow runs the graph as it was built. On a GPU it always chooses the layout of images anew. */
    boolean runsAsBuilt() {
        return settings.engine().runsAsBuilt() && hardware == Hardware.CPU;
    }

    /** The forms that gradients may take: on a CPU those that are fastest for the size of a batch. */
    GradientForms gradientForms() {
        return hardware == Hardware.CPU
                ? new GradientForms(
                        OptionalInt.of(settings.batchSize()), runsAsBuilt(), settings.engine() == Engine.TUNED)
                : GradientForms.OPERATIONS;
    }

    /** The parts of the network that stay as they are. */
    Frozen frozen() {
        return Frozen.of(settings);
    }

    /** How much of the learning rate each part of the network gets. */
    StageRates stageRates() {
        return new StageRates(settings.stageRates());
    }

    /**
     * Whether the loss is multiplied by a scale before its gradients are computed. Without the scale, small gradients
     * would become 0 in float16.
     */
    boolean scaled() {
        return settings.precision() == Precision.FLOAT16;
    }

    /**
     * Whether a step whose loss or any gradient is NaN or infinite changes nothing and says so; this holds every update back
     * until the last gradient is there.
     */
    boolean guarded() {
        return settings.skipBadSteps() || scaled();
    }
}
