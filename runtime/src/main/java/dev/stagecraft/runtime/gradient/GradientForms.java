package dev.stagecraft.runtime.gradient;

import java.util.OptionalInt;

/**
 * Which forms gradients may take. All forms give the same numbers except for rounding.
 *
 * @param batch number of images that a step on a CPU is expected to have. Gradients take the form that is fastest for this
 *     number, and are right for any other. If it is empty, they take TensorFlow's operations
 * @param direct whether the step runs as it was built. Then gradients in float32 take the fastest form too, by a newer table
 * @param tuned whether gradients of images take the fastest form too, and the table of kernels is that of this processor; only
 *     if {@code direct}
 */
public record GradientForms(OptionalInt batch, boolean direct, boolean tuned) {
    /** TensorFlow's operations. */
    public static final GradientForms OPERATIONS = new GradientForms(OptionalInt.empty(), false, false);
}
