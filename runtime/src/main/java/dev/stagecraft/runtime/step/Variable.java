package dev.stagecraft.runtime.step;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A variable of a network, as a resource of its graph.
 *
 * @param name after the structure, as in {@code stage2/block1/conv1/kernel}; saved weights depend on it
 * @param shape its dimensions, all known
 * @param trainable whether the update step changes it; moving statistics are not trainable
 * @param handle the resource
 * @param value reads it
 * @param initial its first value
 */
public record Variable(
        String name,
        Shape shape,
        boolean trainable,
        Operand<? extends TType> handle,
        Operand<TFloat32> value,
        Operand<TFloat32> initial) {
    /** The name as part of a node's name, which holds no slashes. */
    String node() {
        return name.replace('/', '.');
    }
}
