package dev.stagecraft.runtime.metric;

import org.jspecify.annotations.Nullable;

/**
 * The progress of a run, with sums over its unfinished epoch. All random numbers depend only on the seed of the run,
 * the epoch and the step, so a resumed run needs nothing else.
 *
 * @param step training steps done, at least 0
 * @param epochs completed, including their evaluation, at least 0
 * @param batches done in the unfinished epoch, at least 0; all of them if only its evaluation is left
 * @param lossSum over the images of that epoch so far, in nats
 * @param correct number of correctly classified images of that epoch so far
 * @param images number of images of that epoch so far
 * @param seconds that epoch has taken so far
 * @param lossScale of the next step; null if the loss is not scaled, as in all precisions but float16
 */
public record Progress(
        long step,
        int epochs,
        int batches,
        double lossSum,
        long correct,
        long images,
        double seconds,
        @Nullable LossScale lossScale) {
    /** The start of a run. */
    public static final Progress START = new Progress(0, 0, 0, 0, 0, 0, 0);

    /** The progress of a run whose loss is not scaled. */
    public Progress(long step, int epochs, int batches, double lossSum, long correct, long images, double seconds) {
        this(step, epochs, batches, lossSum, correct, images, seconds, null);
    }

    /**
     * The progress at a step, with no sums for the unfinished epoch.
     *
     * @param step steps done, at least 0
     * @param stepsPerEpoch steps per epoch, at least 1
     */
    public static Progress atStep(long step, int stepsPerEpoch) {
        int epochs = Math.toIntExact(step / stepsPerEpoch);
        return new Progress(step, epochs, (int) (step % stepsPerEpoch), 0, 0, 0, 0);
    }

    /** The progress after one more step of the epoch. */
    public Progress afterStep(LossAndAccuracy batch, double secondsSoFar) {
        return afterStep(batch, secondsSoFar, lossScale == null ? null : lossScale.afterGoodStep());
    }

    /** The progress after a step of the epoch that was skipped. Its images do not count in the means. */
    public Progress afterSkippedStep(double secondsSoFar) {
        LossScale next = lossScale == null ? null : lossScale.afterSkippedStep();
        return afterStep(LossAndAccuracy.EMPTY, secondsSoFar, next);
    }

    private Progress afterStep(LossAndAccuracy batch, double secondsSoFar, @Nullable LossScale next) {
        LossAndAccuracy all = seen().merge(batch);
        return new Progress(
                step + 1, epochs, batches + 1, all.lossSum(), all.correct(), all.images(), secondsSoFar, next);
    }

    /** The same progress with a loss scale. */
    public Progress withLossScale(LossScale scale) {
        return new Progress(step, epochs, batches, lossSum, correct, images, seconds, scale);
    }

    /**
     * The same progress, with a loss scale if the run needs one, and without one otherwise. A missing scale becomes the
     * first one.
     */
    public Progress scaled(boolean isScaled) {
        if (isScaled) {
            return lossScale == null ? withLossScale(LossScale.FIRST) : this;
        }
        return new Progress(step, epochs, batches, lossSum, correct, images, seconds);
    }

    /**
     * The same progress, as counted in a run that started some whole epochs later.
     *
     * @param fewer epochs, at most those done
     * @param stepsPerEpoch steps per epoch, at least 1
     */
    public Progress withoutFirst(int fewer, int stepsPerEpoch) {
        long left = step - (long) fewer * stepsPerEpoch;
        return new Progress(left, epochs - fewer, batches, lossSum, correct, images, seconds, lossScale);
    }

    /** The progress after the epoch and its evaluation. */
    public Progress afterEpoch() {
        return new Progress(step, epochs + 1, 0, 0, 0, 0, 0, lossScale);
    }

    /** Loss and accuracy of the unfinished epoch so far. */
    public LossAndAccuracy seen() {
        return new LossAndAccuracy(lossSum, correct, images);
    }

    /** A text for people: {@code step 7 (in epoch 1)}, {@code step 938 (after epoch 2)}. */
    public String text() {
        return text(step, epochs, batches);
    }

    /**
     * A text for people.
     *
     * @param step steps done, at least 0
     * @param epochs completed epochs, at least 0
     * @param batches steps done in the unfinished epoch, at least 0
     */
    public static String text(long step, int epochs, int batches) {
        if (batches > 0) {
            return "step " + step + " (in epoch " + (epochs + 1) + ")";
        }
        return "step " + step + (epochs > 0 ? " (after epoch " + epochs + ")" : "");
    }
}
