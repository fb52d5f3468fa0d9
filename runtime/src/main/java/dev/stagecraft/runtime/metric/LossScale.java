package dev.stagecraft.runtime.metric;

/**
 * What the loss is multiplied by before its gradients are computed in float16, so that small gradients do not become 0
 * (Micikevicius and others, <i>Mixed Precision Training</i>, 2018, section 3.2). A step whose gradients overflow
 * changes nothing but the scale, which is halved. After {@value #STEPS_TO_DOUBLE} good steps in a row it doubles.
 *
 * @param factor a power of two from {@link #LEAST} to {@link #MOST}
 * @param goodSteps in a row since the factor changed, at least 0 and below {@value #STEPS_TO_DOUBLE}
 * @param skippedSteps of the whole run so far, from 0 to {@link #MOST_SKIPPED}
 */
public record LossScale(float factor, int goodSteps, long skippedSteps) {
    /** The smallest factor. If gradients overflow with it, training has diverged. */
    public static final float LEAST = 1;

    /** The largest factor. Gradients of 0 never overflow, and the factor must not grow without end. */
    public static final float MOST = 1L << 32;

    /** The largest number of skipped steps. The count stops there, far above what any run reaches. */
    public static final long MOST_SKIPPED = 1L << 53;

    /** The number of good steps in a row after which the factor doubles. */
    public static final int STEPS_TO_DOUBLE = 2000;

    /** The scale of the first step of a run. */
    public static final LossScale FIRST = new LossScale(1 << 16, 0, 0);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is outside its range
     */
    public LossScale {
        boolean possible = factor >= LEAST && factor <= MOST && Math.scalb(1f, Math.getExponent(factor)) == factor;
        boolean counted =
                goodSteps >= 0 && goodSteps < STEPS_TO_DOUBLE && skippedSteps >= 0 && skippedSteps <= MOST_SKIPPED;
        if (!possible || !counted) {
            throw new IllegalArgumentException("factor " + factor + ", good steps " + goodSteps + ", skipped steps "
                    + skippedSteps + "; the factor must be a power of two from 1 to 2^32, good steps 0 to "
                    + (STEPS_TO_DOUBLE - 1) + ", and skipped steps 0 to 2^53");
        }
    }

    /** The scale after a step that changed the weights. */
    public LossScale afterGoodStep() {
        if (goodSteps + 1 < STEPS_TO_DOUBLE) {
            return new LossScale(factor, goodSteps + 1, skippedSteps);
        }
        return new LossScale(Math.min(2 * factor, MOST), 0, skippedSteps);
    }

    /** The scale after a step that was skipped because the loss or a gradient was NaN or infinite. */
    public LossScale afterSkippedStep() {
        return new LossScale(Math.max(factor / 2, LEAST), 0, Math.min(skippedSteps + 1, MOST_SKIPPED));
    }

    /** Whether it cannot be halved any more. */
    public boolean isLeast() {
        return factor == LEAST;
    }
}
