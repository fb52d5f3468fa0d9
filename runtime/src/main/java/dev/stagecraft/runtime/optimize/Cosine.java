package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * A rate that falls along half a cosine: at step t of T it is low + ½·(base − low)·(1 + cos(π·t/T)) (Loshchilov,
 * Hutter, <i>SGDR</i>, 2017, equation 5, without restarts).
 *
 * @param low the rate at the end, at least 0
 */
public record Cosine(double low) implements Schedule {
    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException if it is below 0
     */
    public Cosine {
        Ranges.notNegative("lowest learning rate", low);
    }

    @Override
    public double rate(double base, Progress done, RunLength run) {
        double share = Math.min(run.epochsDone(done) / run.epochs(), 1);
        return low + (base - low) * (1 + StrictMath.cos(Math.PI * share)) / 2;
    }

    @Override
    public String describe() {
        return "cosine to " + low;
    }
}
