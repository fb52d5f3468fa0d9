package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * The result of a step.
 *
 * @param progress after it
 * @param images in its batch
 * @param loss mean over the batch, before the update, in nats; NaN for a step that was skipped
 * @param epochLoss mean over the epoch so far, in nats
 * @param learningRate of the step
 */
public record StepResult(Progress progress, int images, double loss, double epochLoss, double learningRate) {
    /** Whether the step was skipped because its loss or gradient was NaN or infinite. */
    public boolean skipped() {
        return Double.isNaN(loss);
    }
}
