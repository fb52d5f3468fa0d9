package dev.stagecraft.runtime.step;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A trainable variable, and the gradient of the step's loss by it.
 *
 * @param variable what training changes
 * @param value of the variable's shape
 */
record Gradient(Variable variable, Operand<TFloat32> value) {}
