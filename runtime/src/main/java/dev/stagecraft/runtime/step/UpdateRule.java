package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.optimize.Optimizer;
import java.util.List;

/**
 * What a training step does with its gradients.
 *
 * @param optimizer how weights follow them
 * @param guarded whether a step whose loss or any gradient is NaN or infinite changes nothing and says so; this holds every
 *     update back until the last gradient is there
 * @param changes what is done with gradients before that, in their order
 * @param after what is done when the weights have changed
 */
public record UpdateRule(Optimizer optimizer, boolean guarded, List<GradientChange> changes, List<AfterUpdate> after) {
    /** Copies the lists. */
    public UpdateRule {
        changes = List.copyOf(changes);
        after = List.copyOf(after);
    }

    /** Weights follow the gradients as they are. */
    public UpdateRule(Optimizer optimizer, boolean guarded) {
        this(optimizer, guarded, List.of(), List.of());
    }
}
