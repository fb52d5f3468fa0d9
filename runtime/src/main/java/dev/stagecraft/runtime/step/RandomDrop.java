package dev.stagecraft.runtime.step;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * Zeroes values at random and divides the others by the probability of being kept, so that their mean stays. The numbers
 * follow from the run's seed, the operation's name and the step alone, so that a resumed run draws what an unbroken one
 * would have drawn.
 */
final class RandomDrop {
    private final Ops tf;
    private final String name;
    private final Operand<TInt64> step;
    private final long[] seed;

    /**
     * @param step number of steps done, a scalar
     * @param seed two numbers that belong to the run and the operation
     */
    RandomDrop(Ops tf, String name, Operand<TInt64> step, long[] seed) {
        this.tf = tf;
        this.name = name;
        this.step = step;
        this.seed = seed;
    }

    /** Drops every value by itself. */
    Operand<TFloat32> values(Operand<TFloat32> x, float probability) {
        return drop(x, named("shape").shape(x), probability);
    }

    /** Drops images as a whole: {@code x} is {@code [batch, height, width, channels]}. */
    Operand<TFloat32> images(Operand<TFloat32> x, float probability) {
        // Made so that TensorFlow sees, before it runs, that all but the first size is one.
        Operand<TInt32> one = named("one").constant(1);
        Operand<TInt32> batch = named("batch")
                .stridedSlice(
                        named("shape").shape(x),
                        named("first").constant(new int[] {0}),
                        named("second").constant(new int[] {1}),
                        named("single").constant(new int[] {1}),
                        StridedSlice.shrinkAxisMask(1L));
        Operand<TInt32> perImage = named("per_image").stack(List.of(batch, one, one, one));
        return drop(x, perImage, probability);
    }

    private Operand<TFloat32> drop(Operand<TFloat32> x, Operand<TInt32> shape, float probability) {
        float kept = 1 - probability;
        Operand<TInt64> now = named("now")
                .math
                .add(
                        named("seed").constant(seed),
                        named("step").math.mul(step, named("step_only").constant(new long[] {0, 1})));
        Operand<TFloat32> unit = named("unit").random.statelessRandomUniform(shape, now);
        Operand<TFloat32> mask = named("mask")
                .math
                .floor(named("shifted").math.add(unit, named("kept").constant(kept)));
        Operand<TFloat32> scale = named("scale").math.mul(mask, named("gain").constant(1 / kept));
        return tf.withName(name).math.mul(x, scale);
    }

    private Ops named(String part) {
        return tf.withName(name + "_" + part);
    }
}
