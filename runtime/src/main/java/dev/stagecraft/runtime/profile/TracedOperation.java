package dev.stagecraft.runtime.profile;

/**
 * One operation of a traced step.
 *
 * @param name in TensorFlow's graph, such as {@code gradients/stage1.block1.conv1.filter}
 * @param type TensorFlow's type, such as {@code Conv2DBackpropFilter}
 * @param device TensorFlow's name of the device
 * @param part of the step that it belongs to
 * @param layer name of the row that it belongs to: a layer or a scope of the network, {@code input}, {@code loss}, or
 *     {@code other}
 * @param startNanos when it started, in nanoseconds after the start of the step
 * @param nanos how long it ran
 */
public record TracedOperation(
        String name, String type, String device, StepPart part, String layer, long startNanos, long nanos) {
    /** When it ended, in nanoseconds after the start of the step. */
    public long endNanos() {
        return startNanos + nanos;
    }
}
