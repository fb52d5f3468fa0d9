package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.optimize.Optimizer;

/**
 * What a training step does with its gradients.
 *
 * @param optimizer how weights follow them
 * @param guarded whether a step whose loss or any gradient is NaN or infinite fails before it has changed anything; this
 *     holds every update back until the last gradient is there
 */
public record UpdateRule(Optimizer optimizer, boolean guarded) {}
