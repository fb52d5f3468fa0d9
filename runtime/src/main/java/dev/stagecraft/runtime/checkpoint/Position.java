package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.metric.LossAndAccuracy;

/**
 * Where in a run a state stands, and what its unfinished epoch has shown so far. All randomness follows from the run's
 * seed, the epoch and the step, so that no more is needed to go on.
 *
 * @param step training steps done, 0 or more
 * @param epochs done whole, their evaluation included, 0 or more
 * @param batches done of the epoch that follows those, 0 or more; all of them where only its evaluation is left
 * @param lossSum of that epoch's images so far, in nats
 * @param correct of that epoch's images so far
 * @param images of that epoch so far
 * @param seconds that epoch has taken so far
 */
public record Position(long step, int epochs, int batches, double lossSum, long correct, long images, double seconds) {
    /** Nothing is done yet. */
    public static final Position START = new Position(0, 0, 0, 0, 0, 0, 0);

    /** After one more step of the epoch. */
    public Position afterStep(LossAndAccuracy batch, double secondsSoFar) {
        LossAndAccuracy all = seen().merge(batch);
        return new Position(step + 1, epochs, batches + 1, all.lossSum(), all.correct(), all.images(), secondsSoFar);
    }

    /** After the epoch and its evaluation. */
    public Position afterEpoch() {
        return new Position(step, epochs + 1, 0, 0, 0, 0, 0);
    }

    /** What the unfinished epoch has shown so far. */
    public LossAndAccuracy seen() {
        return new LossAndAccuracy(lossSum, correct, images);
    }

    /** As people read it. */
    public String text() {
        return "step " + step + ", " + epochs + " whole epochs" + (batches == 0 ? "" : " and " + batches + " steps");
    }

    /** A file that was tampered with may hold anything. */
    boolean isPossible() {
        return step >= 0
                && epochs >= 0
                && batches >= 0
                && batches <= step
                && Double.isFinite(lossSum)
                && correct >= 0
                && images >= correct
                && seconds >= 0
                && Double.isFinite(seconds);
    }
}
