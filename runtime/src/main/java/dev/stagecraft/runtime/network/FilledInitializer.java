package dev.stagecraft.runtime.network;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The same number everywhere.
 *
 * @param number any
 */
record FilledInitializer(float number) implements Initializer {
    /** Up to 4 KiB are one constant: a deep network has thousands of such variables, and filling takes three operations. */
    private static final int CONSTANT = 1024;

    @Override
    public Operand<TFloat32> value(Ops tf, String name, long[] dims, long[] seed) {
        Ops named = tf.withName(name + ".value");
        Shape shape = Shape.of(dims);
        if (shape.size() <= CONSTANT) {
            float[] values = new float[Math.toIntExact(shape.size())];
            Arrays.fill(values, number);
            return named.constant(shape, DataBuffers.of(values, true, false));
        }
        return named.fill(
                tf.withName(name + ".dims").constant(dims),
                tf.withName(name + ".everywhere").constant(number));
    }

    @Override
    public boolean isSameForAllNames() {
        return true;
    }

    // Java links the methods that a record gets by itself when they are first called. That takes a part of each start.

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FilledInitializer filled && Float.compare(number, filled.number) == 0;
    }

    @Override
    public int hashCode() {
        return Float.hashCode(number);
    }
}
