package dev.stagecraft.runtime.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Gives the first value of a variable. */
@FunctionalInterface
public interface Initializer {
    /**
     * Adds the operations that compute the value.
     *
     * @param tf where to add them
     * @param name of the variable; names of operations should begin with it
     * @param dims the variable's dimensions; kernels are HWIO, dense kernels {@code [in, out]}
     * @param seed two numbers for stateless random operations, which are specific to this variable and run
     * @return a value of these dimensions
     */
    Operand<TFloat32> value(Ops tf, String name, long[] dims, long[] seed);

    /**
     * Whether the value depends on neither the name nor the seed. Variables of the same dimensions may then be given one value,
     * if their initializers are equal.
     */
    default boolean isSameForAllNames() {
        return false;
    }

    /**
     * Glorot's ("Xavier") uniform initializer: uniform within ±√(6 / (fan in + fan out)) (Glorot, Bengio,
     * <i>Understanding the difficulty of training deep feedforward neural networks</i>, 2010, equation 16).
     */
    static KernelInitializer glorotUniform() {
        return new KernelInitializer(KernelInitializer.Fan.BOTH, true, 1);
    }

    /** Normal of variance 2 / (fan in + fan out) (Glorot, Bengio 2010, equation 12). */
    static KernelInitializer glorotNormal() {
        return new KernelInitializer(KernelInitializer.Fan.BOTH, false, 1);
    }

    /** Uniform of variance 2 / fan in. */
    static KernelInitializer heUniform() {
        return new KernelInitializer(KernelInitializer.Fan.IN, true, 1);
    }

    /** Normal of variance 2 / fan in (He et al., <i>Delving Deep into Rectifiers</i>, 2015, equation 10). */
    static KernelInitializer heNormal() {
        return new KernelInitializer(KernelInitializer.Fan.IN, false, 1);
    }

    /** Uniform of variance 2 / fan out. */
    static KernelInitializer heUniformFanOut() {
        return new KernelInitializer(KernelInitializer.Fan.OUT, true, 1);
    }

    /** Normal of variance 2 / fan out (He et al., <i>Delving Deep into Rectifiers</i>, 2015, equation 14). */
    static KernelInitializer heNormalFanOut() {
        return new KernelInitializer(KernelInitializer.Fan.OUT, false, 1);
    }

    /** Zero everywhere. */
    static Initializer zeros() {
        return filled(0);
    }

    /** One everywhere. */
    static Initializer ones() {
        return filled(1);
    }

    /** The same number everywhere. */
    static Initializer filled(float number) {
        return new FilledInitializer(number);
    }
}
