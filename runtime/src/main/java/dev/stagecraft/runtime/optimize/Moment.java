package dev.stagecraft.runtime.optimize;

/**
 * Where in a run a step stands.
 *
 * @param step steps done before it, from 0
 * @param stepsPerEpoch steps of an epoch, 1 or more
 * @param epochs of the whole run, 1 or more
 */
public record Moment(long step, int stepsPerEpoch, int epochs) {
    /** Epochs done before the step, a fraction within one. */
    public double epochsDone() {
        return (double) step / stepsPerEpoch;
    }
}
