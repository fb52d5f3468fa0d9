package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * The learning rate of each step. Implement it to train with your own schedule. Those of Stagecraft are
 * {@link Constant}, {@link StepDecay}, {@link Cosine} and {@link OneCycle}; {@link WarmUp} may come before each. A schedule has no state:
 * the same progress has the same rate, also in a resumed run.
 */
public interface Schedule {
    /**
     * The rate of a step.
     *
     * @param base the learning rate of the run, above 0
     * @param done the progress before the step
     * @param run the length of the whole run
     * @return at least 0, finite
     */
    double rate(double base, Progress done, RunLength run);

    /**
     * A text with the schedule and all its numbers, such as {@code cosine to 0.0}. Checkpoints store it. A run can be
     * resumed only with the same schedule.
     */
    String describe();

    /**
     * Whether rates depend on the number of epochs of the run. If not, a run can be resumed with more epochs than it
     * was started with.
     */
    default boolean dependsOnEpochs() {
        return true;
    }
}
