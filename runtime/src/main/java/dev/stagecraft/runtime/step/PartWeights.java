package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.Resizing;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Sum;
import org.tensorflow.types.TFloat32;

/**
 * The weights by which the sides of parts are resized, computed in the graph, because each part of a batch has another size.
 * They follow the formula by which {@link dev.stagecraft.runtime.data.ResizingWeights} are computed in Java.
 */
final class PartWeights {
    private static final float CUBIC = -0.5f;

    private final Ops tf;
    private final Resizing.Filter filter;

    PartWeights(Ops tf, Resizing.Filter filter) {
        this.tf = tf;
        this.filter = filter;
    }

    /**
     * Those of one side.
     *
     * @param scope of the operations
     * @param sizes of the side in each part, {@code [batch]}
     * @param from the largest size
     * @param to size of the result
     * @return {@code [batch, 1, to, from]}
     */
    Operand<TFloat32> of(String scope, Operand<TFloat32> sizes, int from, int to) {
        Ops in = tf.withSubScope(scope);
        Operand<TFloat32> size = in.reshape(sizes, in.constant(new int[] {-1, 1, 1, 1}));
        Operand<TFloat32> scale = in.math.div(size, in.constant((float) to));
        Operand<TFloat32> wide =
                filter == Resizing.Filter.SAMPLED ? in.constant(1f) : in.math.maximum(scale, in.constant(1f));
        Operand<TFloat32> centers =
                in.math.mul(scale, in.reshape(in.constant(middles(to)), in.constant(new int[] {1, 1, to, 1})));
        Operand<TFloat32> pixels = in.reshape(in.constant(middles(from)), in.constant(new int[] {1, 1, 1, from}));
        Operand<TFloat32> distances = in.math.div(in.math.abs(in.math.sub(pixels, centers)), wide);
        Operand<TFloat32> inside = in.dtypes.cast(in.math.less(pixels, size), TFloat32.class);
        Operand<TFloat32> weights =
                in.math.mul(filter == Resizing.Filter.BICUBIC ? cubic(in, distances) : triangle(in, distances), inside);
        return in.math.div(weights, in.sum(weights, in.constant(new int[] {3}), Sum.keepDims(true)));
    }

    private static float[] middles(int count) {
        float[] middles = new float[count];
        for (int i = 0; i < count; i++) {
            middles[i] = i + 0.5f;
        }
        return middles;
    }

    private static Operand<TFloat32> triangle(Ops tf, Operand<TFloat32> x) {
        return tf.math.maximum(tf.math.sub(tf.constant(1f), x), tf.constant(0f));
    }

    private static Operand<TFloat32> cubic(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> near =
                times(tf, plus(tf, times(tf, x, tf.constant(CUBIC + 2)), -(CUBIC + 3)), tf.math.square(x));
        Operand<TFloat32> far = plus(tf, times(tf, plus(tf, times(tf, plus(tf, x, -5), x), 8), x), -4);
        Operand<TFloat32> one = tf.constant(1f);
        return tf.select(
                tf.math.less(x, one),
                tf.math.add(near, one),
                tf.select(tf.math.less(x, tf.constant(2f)), times(tf, far, tf.constant(CUBIC)), tf.zerosLike(x)));
    }

    private static Operand<TFloat32> times(Ops tf, Operand<TFloat32> one, Operand<TFloat32> other) {
        return tf.math.mul(one, other);
    }

    private static Operand<TFloat32> plus(Ops tf, Operand<TFloat32> one, float other) {
        return tf.math.add(one, tf.constant(other));
    }
}
