package dev.stagecraft.tests.truth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** TensorFlow's operations, put together by hand; what TensorFlow does not take, it refuses. */
final class LenientOps {
    private final Ops tf;
    private final boolean same;
    private final boolean bias;
    private final String activation;
    private final List<Operand<TFloat32>> weights = new ArrayList<>();

    LenientOps(Ops tf, boolean same, boolean bias, String activation) {
        this.tf = tf;
        this.same = same;
        this.bias = bias;
        this.activation = activation;
    }

    /** All weights so far. */
    List<Operand<TFloat32>> weights() {
        return weights;
    }

    int channels(Operand<TFloat32> x) {
        return (int) x.shape().get(x.shape().numDimensions() - 1);
    }

    /** A dimension is a whole number. */
    int whole(double channels) {
        if (channels != Math.rint(channels)) {
            throw new IllegalArgumentException(channels + " channels");
        }
        return (int) channels;
    }

    private Operand<TFloat32> weight(int... dims) {
        if (Arrays.stream(dims).anyMatch(dim -> dim < 1)) {
            throw new IllegalArgumentException("a weight of " + Arrays.toString(dims));
        }
        Operand<TFloat32> weight =
                tf.random.statelessRandomNormal(tf.constant(dims), tf.constant(new int[] {1, weights.size()}));
        weights.add(weight);
        return weight;
    }

    /** Groups are convolutions side by side. */
    Operand<TFloat32> convolve(Operand<TFloat32> x, int kernel, int stride, int out, int groups) {
        int in = channels(x);
        if (in % groups != 0 || out % groups != 0) {
            throw new IllegalArgumentException(in + " to " + out + " channels in " + groups + " groups");
        }
        Operand<TFloat32> padded = pad(x, kernel, 0f);
        List<Operand<TFloat32>> parts = new ArrayList<>();
        for (Operand<TFloat32> part : split(padded, groups)) {
            Operand<TFloat32> weight = weight(kernel, kernel, in / groups, out / groups);
            parts.add(tf.nn.conv2d(part, weight, List.of(1L, (long) stride, (long) stride, 1L), padding()));
        }
        Operand<TFloat32> all = parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(3));
        return whole(bias ? tf.nn.biasAdd(all, weight(out)) : all);
    }

    private List<Operand<TFloat32>> split(Operand<TFloat32> x, int groups) {
        return groups == 1
                ? List.of(x)
                : new ArrayList<>(tf.split(tf.constant(3), x, (long) groups).output());
    }

    private String padding() {
        return same ? "SAME" : "VALID";
    }

    private Operand<TFloat32> pad(Operand<TFloat32> x, int size, float value) {
        int pixels = same ? 0 : (size - 1) / 2;
        return pixels == 0 ? x : pad(x, new int[][] {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}}, value);
    }

    private Operand<TFloat32> pad(Operand<TFloat32> x, int[][] sides, float value) {
        return tf.pad(x, tf.constant(sides), tf.constant(value));
    }

    Operand<TFloat32> maxPool(Operand<TFloat32> x, int size, int stride) {
        Operand<TFloat32> padded = pad(x, size, Float.NEGATIVE_INFINITY);
        return whole(tf.nn.maxPool(
                padded,
                tf.constant(new int[] {1, size, size, 1}),
                tf.constant(new int[] {1, stride, stride, 1}),
                padding()));
    }

    /** Two average pools of 2×2 pixels, one after the other, weigh pixels as [1 2 1] ⊗ [1 2 1] / 16 does. */
    Operand<TFloat32> blur(Operand<TFloat32> x, int stride) {
        Operand<TFloat32> padded =
                tf.mirrorPad(x, tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}}), "REFLECT");
        List<Long> window = List.of(1L, 2L, 2L, 1L);
        Operand<TFloat32> once = tf.nn.avgPool(padded, window, List.of(1L, 1L, 1L, 1L), "VALID");
        return whole(tf.nn.avgPool(once, window, List.of(1L, (long) stride, (long) stride, 1L), "VALID"));
    }

    /** Padded as convolutions are; in the symmetric way a window as large as the stride is not padded at all. */
    Operand<TFloat32> averagePoolAsPadded(Operand<TFloat32> x, int size) {
        List<Long> window = List.of(1L, (long) size, (long) size, 1L);
        return whole(tf.nn.avgPool(x, window, window, padding()));
    }

    Operand<TFloat32> averagePool(Operand<TFloat32> x, int size) {
        List<Long> window = List.of(1L, (long) size, (long) size, 1L);
        return whole(tf.nn.avgPool(x, window, window, "SAME"));
    }

    Operand<TFloat32> everyNth(Operand<TFloat32> x, int stride) {
        Operand<TInt32> ends = tf.constant(new int[4]);
        return whole(tf.stridedSlice(
                x,
                ends,
                ends,
                tf.constant(new int[] {1, stride, stride, 1}),
                StridedSlice.beginMask(15L),
                StridedSlice.endMask(15L)));
    }

    Operand<TFloat32> padChannels(Operand<TFloat32> x, int more) {
        return whole(pad(x, new int[][] {{0, 0}, {0, 0}, {0, 0}, {0, more}}, 0f));
    }

    Operand<TFloat32> normalize(Operand<TFloat32> x) {
        int channels = channels(x);
        Operand<TFloat32> zeros = tf.zeros(tf.constant(new int[] {channels}), TFloat32.class);
        Operand<TFloat32> ones = tf.onesLike(zeros);
        Operand<TFloat32> scale = tf.math.add(ones, tf.math.mul(weight(channels), tf.constant(0.1f)));
        return tf.nn.fusedBatchNorm(
                        x,
                        scale,
                        weight(channels),
                        zeros,
                        ones,
                        FusedBatchNorm.epsilon(1e-3f),
                        FusedBatchNorm.isTraining(true))
                .y();
    }

    Operand<TFloat32> activate(Operand<TFloat32> x) {
        return switch (activation) {
            case "LEAKY_RELU" -> tf.nn.leakyRelu(x, LeakyRelu.alpha(0.01f));
            case "SILU" -> tf.math.mul(x, tf.math.sigmoid(x));
            case "GELU" ->
                tf.math.mul(
                        tf.math.mul(x, tf.constant(0.5f)),
                        tf.math.add(tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5)))), tf.constant(1f)));
            default -> tf.nn.relu(x);
        };
    }

    Operand<TFloat32> excite(Operand<TFloat32> x, int ratio, int divisor) {
        int channels = channels(x);
        int narrow = divisor == 0
                ? channels / ratio
                : Math.max(divisor, Math.round((float) channels / ratio / divisor) * divisor);
        Operand<TFloat32> gate = tf.nn.relu(dense(meanOfPixels(x), narrow));
        Operand<TFloat32> factors = tf.math.sigmoid(dense(gate, channels));
        return tf.math.mul(x, tf.reshape(factors, tf.constant(new int[] {-1, 1, 1, channels})));
    }

    /** No side of a residual sum is stretched over the other, as it would be by a broadcasting addition. */
    Operand<TFloat32> sum(Operand<TFloat32> body, Operand<TFloat32> shortcut) {
        return tf.math.addN(List.of(body, shortcut));
    }

    Operand<TFloat32> drop(Operand<TFloat32> x, double probability) {
        return drop(x, tf.shape(x), probability);
    }

    Operand<TFloat32> dropImages(Operand<TFloat32> x, double probability) {
        return drop(x, tf.constant(new int[] {(int) x.shape().get(0), 1, 1, 1}), probability);
    }

    private Operand<TFloat32> drop(Operand<TFloat32> x, Operand<TInt32> shape, double probability) {
        float kept = (float) (1 - probability);
        Operand<TFloat32> unit = tf.random.statelessRandomUniform(shape, tf.constant(new int[] {2, weights.size()}));
        Operand<TFloat32> mask = tf.math.floor(tf.math.add(unit, tf.constant(kept)));
        return tf.math.mul(tf.math.div(x, tf.constant(kept)), mask);
    }

    Operand<TFloat32> meanOfPixels(Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(new int[] {1, 2}));
    }

    Operand<TFloat32> dense(Operand<TFloat32> x, int out) {
        return tf.nn.biasAdd(tf.linalg.matMul(x, weight(channels(x), out)), weight(out));
    }

    /** An image that has lost its last pixel is no image. */
    private static Operand<TFloat32> whole(Operand<TFloat32> x) {
        if (x.shape().size() == 0) {
            throw new IllegalArgumentException("a tensor of " + x.shape());
        }
        return x;
    }
}
