package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * How long a run is.
 *
 * @param stepsPerEpoch steps of an epoch, 1 or more
 * @param epochs of the whole run, 1 or more
 */
public record RunLength(int stepsPerEpoch, int epochs) {
    /** Epochs done, a fraction within one. */
    public double epochsDone(Progress done) {
        return (double) done.step() / stepsPerEpoch;
    }
}
