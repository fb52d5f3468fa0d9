package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.TrainingSettings;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a training step is made.
 *
 * @param settings the loss, how weights follow its gradients, and what happens where they are NaN
 * @param changes what is done with gradients before that, in their order
 * @param after what is done when the weights have changed
 * @param hardware that the step runs on
 */
public record UpdateRule(
        TrainingSettings<?> settings, List<GradientChange> changes, List<AfterUpdate> after, Hardware hardware) {
    /** Copies the lists. */
    public UpdateRule {
        changes = List.copyOf(changes);
        after = List.copyOf(after);
    }

    /** Weights follow the gradients as they are. */
    public UpdateRule(TrainingSettings<?> settings) {
        this(settings, List.of(), List.of(), Hardware.CPU);
    }

    /** The same, for a step on other hardware. */
    public UpdateRule on(Hardware other) {
        return new UpdateRule(settings, changes, after, other);
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
            case FLOAT32 -> List.of();
            case BFLOAT16 -> List.of(new MixedPrecision(LowPrecision.BFLOAT16));
            case FLOAT16 -> List.of(new MixedPrecision(LowPrecision.FLOAT16));
            case AUTO -> throw new IllegalStateException("whoever opens a network decides what auto becomes");
        };
    }

    /** The number of images of a step, by which gradients take the form that is fastest on a CPU; empty on a GPU. */
    OptionalInt batchOnCpu() {
        return hardware == Hardware.CPU ? OptionalInt.of(settings.batchSize()) : OptionalInt.empty();
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
     * Whether the loss is multiplied by a scale before its gradients are computed. Of the numbers that float16 has, gradients
     * are among the smallest.
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
