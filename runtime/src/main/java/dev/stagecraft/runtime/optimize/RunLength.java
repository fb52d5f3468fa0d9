package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * The length of a run.
 *
 * @param stepsPerEpoch steps per epoch, at least 1
 * @param epochs of the whole run, at least 1
 */
public record RunLength(int stepsPerEpoch, int epochs) {
    /** Epochs done, with a fraction for the unfinished one. */
    public double epochsDone(Progress done) {
        return (double) done.step() / stepsPerEpoch;
    }
}
