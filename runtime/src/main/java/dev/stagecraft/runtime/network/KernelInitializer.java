package dev.stagecraft.runtime.network;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Random first values of a kernel, {@code [height, width, in / groups, out]} or {@code [in, out]}, whose variance
 * depends on the fans. The fan in is height times width times the input channels that one output channel depends on.
 * The fan out is height times width times the output channels that depend on one input channel.
 */
public final class KernelInitializer implements Initializer {
    private final Fan fan;
    private final boolean uniform;
    private final int groups;

    KernelInitializer(Fan fan, boolean uniform, int groups) {
        this.fan = fan;
        this.uniform = uniform;
        this.groups = groups;
    }

    /** The number in the variance, which is 2 divided by it. */
    enum Fan {
        IN,
        OUT,
        BOTH
    }

    /**
     * The same for the kernel of a grouped convolution, where only the output channels of a group depend on its input
     * channels.
     *
     * @param newGroups number of groups, at least 1
     */
    public KernelInitializer inGroups(int newGroups) {
        if (newGroups < 1) {
            throw new IllegalArgumentException("groups is " + newGroups + "; it must be at least 1");
        }
        return new KernelInitializer(fan, uniform, newGroups);
    }

    @Override
    public Operand<TFloat32> value(Ops tf, String name, long[] dims, long[] seed) {
        Operand<TFloat32> unit = unit(
                tf.withName(name + ".unit"),
                tf.withName(name + ".dims").constant(dims),
                tf.withName(name + ".seed").constant(seed));
        if (!uniform) {
            float deviation = (float) Math.sqrt(2.0 / fan(dims));
            return tf.withName(name + ".value")
                    .math
                    .mul(unit, tf.withName(name + ".deviation").constant(deviation));
        }
        // A third of its limit's square is the variance of a uniform distribution around 0.
        float limit = (float) Math.sqrt(6.0 / fan(dims));
        return tf.withName(name + ".value")
                .math
                .add(
                        tf.withName(name + ".scaled")
                                .math
                                .mul(unit, tf.withName(name + ".range").constant(2 * limit)),
                        tf.withName(name + ".least").constant(-limit));
    }

    private Operand<TFloat32> unit(Ops tf, Operand<TInt64> dims, Operand<TInt64> seed) {
        return uniform ? tf.random.statelessRandomUniform(dims, seed) : tf.random.statelessRandomNormal(dims, seed);
    }

    long fan(long[] dims) {
        long fanIn = 1;
        for (int i = 0; i < dims.length - 1; i++) {
            fanIn = Math.multiplyExact(fanIn, dims[i]);
        }
        // The window is all but the last two; of the output channels an input channel reaches those of its group.
        long fanOut = fanIn / dims[dims.length - 2] * (dims[dims.length - 1] / groups);
        return switch (fan) {
            case IN -> fanIn;
            case OUT -> fanOut;
            case BOTH -> fanIn + fanOut;
        };
    }
}
