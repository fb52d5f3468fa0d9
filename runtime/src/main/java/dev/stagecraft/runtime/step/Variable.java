package dev.stagecraft.runtime.step;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A variable of a network, as a resource of its graph.
 *
 * <p>Only one thread at a time may ask for values.
 */
public final class Variable {
    private final String name;
    private final Shape shape;
    private final boolean trainable;
    private final Operand<? extends TType> handle;
    private final Supplier<Operand<TFloat32>> reading;
    private final Operand<TFloat32> initial;
    private final Place place;
    private @Nullable Operand<TFloat32> value;

    /** Where a first value is computed. */
    public enum Place {
        /** In the graph of the variable, for it alone. */
        OWN,
        /** In the graph of the variable, and other variables may have the same. */
        SHARED,
        /** In another graph. */
        APART
    }

    /** @param reading adds the operation that reads it */
    Variable(
            String name,
            Shape shape,
            boolean trainable,
            Operand<? extends TType> handle,
            Supplier<Operand<TFloat32>> reading,
            Operand<TFloat32> initial,
            Place place) {
        this.name = name;
        this.shape = shape;
        this.trainable = trainable;
        this.handle = handle;
        this.reading = reading;
        this.initial = initial;
        this.place = place;
    }

    /** After the structure, as in {@code stage2/block1/conv1/kernel}; saved weights depend on it. */
    public String name() {
        return name;
    }

    /** Its dimensions, all known. */
    public Shape shape() {
        return shape;
    }

    /** Whether the update step changes it; moving statistics are not trainable. */
    public boolean trainable() {
        return trainable;
    }

    /** The resource. */
    public Operand<? extends TType> handle() {
        return handle;
    }

    /** Reads it. The operation is added when it is first asked for: most of what an optimizer keeps is read only to be saved. */
    public Operand<TFloat32> value() {
        Operand<TFloat32> known = value;
        if (known == null) {
            known = reading.get();
            value = known;
        }
        return known;
    }

    /** Its first value. */
    public Operand<TFloat32> initial() {
        return initial;
    }

    /** Where the first value is computed. */
    public Place place() {
        return place;
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
