package dev.stagecraft.runtime.step;

import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A variable of a network, as a resource of its graph. Only one thread at a time may ask for values.
 *
 * @param name after the structure, as in {@code stage2/block1/conv1/kernel}; saved weights depend on it
 * @param shape its dimensions, all known
 * @param trainable whether the update step changes it; moving statistics are not trainable
 * @param handle the resource
 * @param reading adds what reads it, the first time, and gives that each time
 * @param initial its first value
 * @param place where the first value is computed
 */
public record Variable(
        String name,
        Shape shape,
        boolean trainable,
        Operand<? extends TType> handle,
        Supplier<Operand<TFloat32>> reading,
        Operand<TFloat32> initial,
        Place place) {
    /** Where a first value is computed. */
    public enum Place {
        /** In the graph of the variable, for it alone. */
        OWN,
        /** In the graph of the variable, and other variables may have the same. */
        SHARED,
        /** In another graph. */
        APART
    }

    /** Reads it. Most of what an optimizer keeps is read only to be saved, so the operation is added when it is asked for. */
    public Operand<TFloat32> value() {
        return reading.get();
    }

    /** The name as part of a node's name, which holds no slashes. */
    String node() {
        return node(name);
    }

    static String node(String name) {
        return name.replace('/', '.');
    }

    /** What the assignment of the first value takes, in the graph of the variable. Nothing computes it if it is apart. */
    Operand<TFloat32> first() {
        return place == Place.APART ? value() : initial;
    }

    /** In place of this operand, another value is fed to be assigned. */
    public Operand<TFloat32> given() {
        return place == Place.OWN ? initial : value();
    }
}
