package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * The learning rate of each step, as a share of the run's. Implement it to let the rate follow a rule of your own; those
 * of Stagecraft are {@link Constant}, {@link StepDecay} and {@link Cosine}, each with {@link WarmUp} before it where
 * wanted. A schedule remembers nothing: the same progress has the same rate, in a resumed run too.
 */
public interface Schedule {
    /**
     * The rate of a step.
     *
     * @param base the run's learning rate, above 0
     * @param done how far the run is before the step
     * @param run how long the whole run is
     * @return 0 or more, finite
     */
    double rate(double base, Progress done, RunLength run);

    /**
     * The rule with all its numbers, as in {@code cosine to 0.0}. It is kept with every checkpoint: a run is not resumed
     * by another rule.
     */
    String describe();

    /**
     * Whether rates depend on how many epochs the run has. Where they do not, a run can be resumed for more epochs than
     * it was begun for.
     */
    default boolean knowsTheEnd() {
        return true;
    }
}
