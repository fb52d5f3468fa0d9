package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * What a step gave.
 *
 * @param progress after it
 * @param images in its batch
 * @param loss mean over the batch, before the update, in nats; NaN for a step that was passed over
 * @param epochLoss mean over the epoch so far, in nats
 * @param learningRate that it was done with
 */
public record StepResult(Progress progress, int images, double loss, double epochLoss, double learningRate) {
    /** Whether the step's loss or gradient was no number and nothing was changed. */
    public boolean skipped() {
        return Double.isNaN(loss);
    }
}
