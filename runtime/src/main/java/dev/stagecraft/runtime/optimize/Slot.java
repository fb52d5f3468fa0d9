package dev.stagecraft.runtime.optimize;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * State that an optimizer keeps from step to step, as a variable of the graph.
 *
 * @param handle the resource
 * @param value before the update
 */
public record Slot(Operand<? extends TType> handle, Operand<TFloat32> value) {}
