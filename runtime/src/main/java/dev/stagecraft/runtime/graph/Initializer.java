package dev.stagecraft.runtime.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Makes a variable's first value. */
@FunctionalInterface
public interface Initializer {
    /**
     * Adds the operations that make the value.
     *
     * @param tf where to add them
     * @param name of the variable; names of operations should begin with it
     * @param dims the variable's dimensions; kernels are HWIO, dense kernels {@code [in, out]}
     * @param seed two numbers that belong to this variable and run alone, for stateless random operations
     * @return a value of these dimensions
     */
    Operand<TFloat32> value(Ops tf, String name, long[] dims, long[] seed);

    /**
     * Glorot's ("Xavier") uniform initialiser: from ±√(6 / (fan in + fan out)), a kernel's fans being its height times
     * width times its input or output channels (Glorot, Bengio, <i>Understanding the difficulty of training deep
     * feedforward neural networks</i>, 2010, equation 16).
     */
    static Initializer glorotUniform() {
        return (tf, name, dims, seed) -> {
            long fanIn = 1;
            for (int i = 0; i < dims.length - 1; i++) {
                fanIn = Math.multiplyExact(fanIn, dims[i]);
            }
            // A kernel is [height, width, in, out]: fan in is all but the last, fan out all but the one before it.
            long fanOut = fanIn / dims[dims.length - 2] * dims[dims.length - 1];
            float limit = (float) Math.sqrt(6.0 / (fanIn + fanOut));
            Operand<TFloat32> unit = tf.withName(name + ".unit")
                    .random
                    .statelessRandomUniform(
                            tf.withName(name + ".dims").constant(dims),
                            tf.withName(name + ".seed").constant(seed));
            return tf.withName(name + ".value")
                    .math
                    .add(
                            tf.withName(name + ".scaled")
                                    .math
                                    .mul(unit, tf.withName(name + ".range").constant(2 * limit)),
                            tf.withName(name + ".least").constant(-limit));
        };
    }

    /** Zero everywhere. */
    static Initializer zeros() {
        return filled(0f);
    }

    /** One everywhere. */
    static Initializer ones() {
        return filled(1f);
    }

    private static Initializer filled(float value) {
        return (tf, name, dims, seed) -> tf.withName(name + ".value")
                .fill(
                        tf.withName(name + ".dims").constant(dims),
                        tf.withName(name + ".everywhere").constant(value));
    }
}
