package dev.stagecraft.runtime.metric;

/**
 * How far a run is, and what its unfinished epoch has shown so far. All randomness follows from the run's seed, the epoch
 * and the step, so that a resumed run needs no more.
 *
 * @param step training steps done, 0 or more
 * @param epochs done whole, their evaluation included, 0 or more
 * @param batches done of the epoch that follows those, 0 or more; all of them where only its evaluation is left
 * @param lossSum of that epoch's images so far, in nats
 * @param correct of that epoch's images so far
 * @param images of that epoch so far
 * @param seconds that epoch has taken so far
 */
public record Progress(long step, int epochs, int batches, double lossSum, long correct, long images, double seconds) {
    /** Nothing is done yet. */
    public static final Progress START = new Progress(0, 0, 0, 0, 0, 0, 0);

    /**
     * Before a step of a run that has shown nothing so far.
     *
     * @param step steps done, 0 or more
     * @param stepsPerEpoch steps of an epoch, 1 or more
     */
    public static Progress atStep(long step, int stepsPerEpoch) {
        int epochs = Math.toIntExact(step / stepsPerEpoch);
        return new Progress(step, epochs, (int) (step % stepsPerEpoch), 0, 0, 0, 0);
    }

    /** After one more step of the epoch. */
    public Progress afterStep(LossAndAccuracy batch, double secondsSoFar) {
        LossAndAccuracy all = seen().merge(batch);
        return new Progress(step + 1, epochs, batches + 1, all.lossSum(), all.correct(), all.images(), secondsSoFar);
    }

    /**
     * The same as a run counts it that began some whole epochs later.
     *
     * @param fewer epochs, at most those done
     * @param stepsPerEpoch steps of an epoch, 1 or more
     */
    public Progress withoutFirst(int fewer, int stepsPerEpoch) {
        long left = step - (long) fewer * stepsPerEpoch;
        return new Progress(left, epochs - fewer, batches, lossSum, correct, images, seconds);
    }

    /** After the epoch and its evaluation. */
    public Progress afterEpoch() {
        return new Progress(step, epochs + 1, 0, 0, 0, 0, 0);
    }

    /** What the unfinished epoch has shown so far. */
    public LossAndAccuracy seen() {
        return new LossAndAccuracy(lossSum, correct, images);
    }

    /** As people read it: {@code step 7 (in epoch 1)}, {@code step 938 (after epoch 2)}. */
    public String text() {
        return text(step, epochs, batches);
    }

    /**
     * As people read it.
     *
     * @param step steps done, 0 or more
     * @param epochs whole epochs done, 0 or more
     * @param batches steps of the unfinished epoch, 0 or more
     */
    public static String text(long step, int epochs, int batches) {
        if (batches > 0) {
            return "step " + step + " (in epoch " + (epochs + 1) + ")";
        }
        return "step " + step + (epochs > 0 ? " (after epoch " + epochs + ")" : "");
    }
}
