package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.metric.Progress;

/** How many steps of a run may be skipped. */
final class SkippedSteps {
    /** So many bad steps in a row are not bad luck: the network no longer learns. */
    private static final int MOST_IN_A_ROW = 25;

    private final double learningRate;
    private int inARow;

    /** @param learningRate of the run, for messages */
    SkippedSteps(double learningRate) {
        this.learningRate = learningRate;
    }

    /** A good step was done. */
    void end() {
        inARow = 0;
    }

    /**
     * A step was skipped.
     *
     * @param at the progress before the step
     * @throws RunFailedException if the loss scale is the smallest already, or if there is no loss scale and this was
     *     the last of too many skipped steps in a row
     */
    void add(Progress at) {
        LossScale scale = at.lossScale();
        if (scale == null) {
            inARow++;
            if (inARow == MOST_IN_A_ROW) {
                throw diverged("the last " + MOST_IN_A_ROW + " steps, up to " + place(at)
                        + ", were skipped because their loss or a gradient was NaN or infinite");
            }
        } else if (scale.isLeast()) {
            throw diverged("the loss or a gradient of " + place(at)
                    + " is NaN or infinite in float16, although the loss scale is 1, the smallest");
        }
    }

    private static String place(Progress at) {
        return "step " + (at.step() + 1) + " in epoch " + (at.epochs() + 1);
    }

    private RunFailedException diverged(String why) {
        return new RunFailedException(
                why + ": training has diverged; try a smaller learning rate than " + learningRate);
    }
}
