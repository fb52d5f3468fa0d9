package dev.stagecraft.runtime.network;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Builds one part of a network, such as the root, a stage or a block. Names of operations and variables begin with the
 * scope of that part.
 *
 * <p>In the scope {@code stage2/block1}, the operation {@code conv1} is the node {@code stage2/block1/conv1} of the
 * graph, and the variable {@code conv1/kernel} is {@code stage2/block1/conv1/kernel}. The evaluation graph uses the
 * same variables. Its nodes have the same names after {@code evaluation/}.
 */
public interface NetworkBuilder {
    /** TensorFlow's operations, with names in this scope. */
    Ops tf();

    /** The phase that the graph is built for. */
    Phase phase();

    /** The builder for the scope of that name within this one. It is the same object each time. */
    NetworkBuilder at(String name);

    /**
     * The value of a trainable variable. The variable is created when its name is first requested, and both phases
     * share it.
     *
     * @param name within this scope, such as {@code conv1/kernel}
     * @param initializer its first value
     * @param dims its dimensions
     * @throws IllegalStateException if the variable exists with other dimensions
     */
    Operand<TFloat32> variable(String name, Initializer initializer, long... dims);

    /** As {@link #batchNorm(String, Operand, float, float, Initializer)}, with the scale starting at 1. */
    Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float momentum, float epsilon);

    /**
     * Batch normalization over batch, height and width, with trainable {@code gamma} and {@code beta} and the
     * statistics {@code moving_mean} and {@code moving_variance} (Ioffe, Szegedy, <i>Batch Normalization</i>, 2015,
     * algorithms 1 and 2).
     *
     * @param name of the operation and the scope of its variables, such as {@code norm1}
     * @param x {@code [batch, height, width, channels]}
     * @param momentum the share of the moving statistics that a training step keeps
     * @param epsilon added to the variance
     * @param scale the first value of {@code gamma}
     * @return the same shape
     */
    Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float momentum, float epsilon, Initializer scale);

    /**
     * A convolution with {@code (size − 1) / 2} pixels of zeros on each side, where the kernel has {@code size} pixels in
     * height and width.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param kernel {@code [size, size, channels / groups, out]}
     * @param stride in pixels, at least 1
     * @return {@code [batch, floor((height + padding − size) / stride) + 1, …, out]}, the padding of both sides together
     */
    default Operand<TFloat32> convolution(String name, Operand<TFloat32> x, Operand<TFloat32> kernel, int stride) {
        int size = Math.toIntExact(kernel.shape().get(0));
        if (size <= 2) {
            return conv2d(name, x, kernel, stride, "VALID");
        }
        // An even kernel is two pixels larger than its padding on both sides, an odd one a single pixel.
        int rest = size % 2 == 0 ? 2 : 1;
        // Where the stride ends on the last pixel, TensorFlow's SAME pads all sides alike.
        boolean same = rest <= stride
                && (x.shape().get(1) - rest) % stride == 0
                && (x.shape().get(2) - rest) % stride == 0;
        return same
                ? conv2d(name, x, kernel, stride, "SAME")
                : conv2d(name, pad(name + "_pad", x, (size - 1) / 2, 0f), kernel, stride, "VALID");
    }

    /**
     * A convolution with TensorFlow's padding.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param kernel {@code [height, width, channels / groups, out]}
     * @param stride in pixels, at least 1
     * @param padding {@code "VALID"} or {@code "SAME"}
     */
    default Operand<TFloat32> conv2d(
            String name, Operand<TFloat32> x, Operand<TFloat32> kernel, int stride, String padding) {
        return tf().withName(name).nn.conv2d(x, kernel, List.of(1L, (long) stride, (long) stride, 1L), padding);
    }

    /**
     * The product of two matrices, a dense layer without bias.
     *
     * @param name of the operation
     * @param x {@code [batch, in]}
     * @param kernel {@code [in, out]}
     * @return {@code [batch, out]}
     */
    default Operand<TFloat32> matMul(String name, Operand<TFloat32> x, Operand<TFloat32> kernel) {
        return tf().withName(name).linalg.matMul(x, kernel);
    }

    /**
     * Adds a bias to each channel, the last dimension.
     *
     * @param name of the operation
     * @param x with channels as its last dimension
     * @param bias {@code [channels]}
     * @return the shape of {@code x}
     */
    default Operand<TFloat32> addBias(String name, Operand<TFloat32> x, Operand<TFloat32> bias) {
        return tf().withName(name).nn.biasAdd(x, bias);
    }

    /**
     * The sum, value by value, of two tensors of the same shape.
     *
     * @param name of the operation
     * @param x of any shape
     * @param y of the same shape
     * @return the same shape
     */
    default Operand<TFloat32> add(String name, Operand<TFloat32> x, Operand<TFloat32> y) {
        return tf().withName(name).math.add(x, y);
    }

    /**
     * {@code x} if it is positive, otherwise 0.
     *
     * @param name of the operation
     * @param x of any shape
     * @return the same shape
     */
    default Operand<TFloat32> relu(String name, Operand<TFloat32> x) {
        return tf().withName(name).nn.relu(x);
    }

    /**
     * {@code 1 / (1 + exp(−x))}.
     *
     * @param name of the operation
     * @param x of any shape
     * @return the same shape
     */
    default Operand<TFloat32> sigmoid(String name, Operand<TFloat32> x) {
        return tf().withName(name).math.sigmoid(x);
    }

    /**
     * Average pool over windows that lie side by side.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param stride height and width of the window in pixels
     * @param padding {@code "VALID"} leaves out windows that are not whole, {@code "SAME"} averages what pixels they have
     */
    default Operand<TFloat32> averagePool(String name, Operand<TFloat32> x, int stride, String padding) {
        List<Long> window = List.of(1L, (long) stride, (long) stride, 1L);
        return tf().withName(name).nn.avgPool(x, window, window, padding);
    }

    /**
     * The mean of each channel over height and width.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @return {@code [batch, channels]}
     */
    default Operand<TFloat32> globalAveragePool(String name, Operand<TFloat32> x) {
        return tf().withName(name).math.mean(x, tf().withName(name + "_axes").array(1, 2));
    }

    /**
     * Max pool: {@code floor((size − window) / stride) + 1} pixels in height and width without padding.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param window height and width of the window in pixels
     * @param stride in pixels
     * @param padding {@code "VALID"} or {@code "SAME"}
     */
    Operand<TFloat32> maxPool(String name, Operand<TFloat32> x, int window, int stride, String padding);

    /**
     * Adds pixels of one value on all four sides.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param pixels how many on each side
     * @param value of the new pixels: 0 before a convolution, {@link Float#NEGATIVE_INFINITY} before a max pool
     * @return {@code [batch, height + 2·pixels, width + 2·pixels, channels]}
     */
    Operand<TFloat32> pad(String name, Operand<TFloat32> x, int pixels, float value);

    /**
     * {@code x} if it is positive, otherwise {@code slope · x} (Maas, Hannun, Ng, <i>Rectifier Nonlinearities</i>,
     * 2013).
     *
     * @param name of the operation
     * @param x of any shape
     * @param slope at least 0 and below 1
     * @return the same shape
     */
    Operand<TFloat32> leakyRelu(String name, Operand<TFloat32> x, float slope);

    /**
     * {@code x · sigmoid(x)} (Elfwing, Uchibe, Doya, <i>Sigmoid-Weighted Linear Units</i>, 2017).
     *
     * @param name of the operation
     * @param x of any shape
     * @return the same shape
     */
    Operand<TFloat32> silu(String name, Operand<TFloat32> x);

    /**
     * {@code x · Φ(x)}, where Φ(x) is {@code (1 + erf(x / √2)) / 2} (Hendrycks, Gimpel, <i>Gaussian Error Linear
     * Units</i>, 2016).
     *
     * @param name of the operation
     * @param x of any shape
     * @return the same shape
     */
    Operand<TFloat32> gelu(String name, Operand<TFloat32> x);

    /**
     * Every stride-th pixel in height and width, beginning with the first.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param stride in pixels, at least 1
     * @return {@code [batch, ceil(height / stride), ceil(width / stride), channels]}
     */
    Operand<TFloat32> subsample(String name, Operand<TFloat32> x, int stride);

    /**
     * Adds channels of zeros after the existing ones.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param more number of added channels, at least 1
     * @return {@code [batch, height, width, channels + more]}
     */
    Operand<TFloat32> padChannels(String name, Operand<TFloat32> x, int more);

    /**
     * Multiplies each channel by a factor.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param factors {@code [batch, channels]}
     * @return the shape of {@code x}
     */
    Operand<TFloat32> scaleChannels(String name, Operand<TFloat32> x, Operand<TFloat32> factors);

    /**
     * A convolution over neighboring channels, without bias. Beyond the first and the last channel it reads zeros (Wang
     * et al., <i>ECA-Net: Efficient Channel Attention</i>, 2020). Its variable is {@code name/kernel},
     * {@code [size, 1, 1, 1]}.
     *
     * @param name of the operation
     * @param x {@code [batch, channels]}
     * @param initializer the kernel's first value
     * @param size size of the kernel in channels, odd and at least 1
     * @return the shape of {@code x}
     */
    default Operand<TFloat32> channelConvolution(String name, Operand<TFloat32> x, Initializer initializer, int size) {
        int channels = Math.toIntExact(x.shape().get(1));
        Operand<TFloat32> kernel = variable(name + "/kernel", initializer, size, 1, 1, 1);
        Operand<TFloat32> column = tf().withName(name + "_column")
                .reshape(x, tf().withName(name + "_column_shape").constant(new int[] {-1, channels, 1, 1}));
        Operand<TFloat32> convolved =
                tf().withName(name + "_product").nn.conv2d(column, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
        return tf().withName(name)
                .reshape(convolved, tf().withName(name + "_shape").constant(new int[] {-1, channels}));
    }

    /**
     * Blurs every channel separately with the kernel {@code [1 2 1] ⊗ [1 2 1] / 16} and keeps every stride-th pixel in
     * height and width, starting with the first. Beyond the edges it reads the image reflected at its outermost pixels
     * (Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>, 2019, section 3.2).
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}, height and width at least 2
     * @param stride in pixels, at least 1
     * @return {@code [batch, ceil(height / stride), ceil(width / stride), channels]}
     */
    default Operand<TFloat32> blur(String name, Operand<TFloat32> x, int stride) {
        float[] weights = {0.25f, 0.5f, 0.25f};
        int channels = Math.toIntExact(x.shape().get(3));
        float[][][][] kernel = new float[weights.length][weights.length][channels][1];
        for (int row = 0; row < weights.length; row++) {
            for (int column = 0; column < weights.length; column++) {
                for (float[] channel : kernel[row][column]) {
                    channel[0] = weights[row] * weights[column];
                }
            }
        }
        int[][] sides = {{0, 0}, {1, 1}, {1, 1}, {0, 0}};
        Operand<TFloat32> padded = tf().withName(name + "_pad")
                .mirrorPad(x, tf().withName(name + "_sides").constant(sides), "REFLECT");
        return tf().withName(name)
                .nn
                .depthwiseConv2dNative(
                        padded,
                        tf().withName(name + "_kernel").constant(kernel),
                        List.of(1L, (long) stride, (long) stride, 1L),
                        "VALID");
    }

    /**
     * In training each value is dropped with the given probability, or divided by the probability of being kept. In
     * evaluation nothing changes (Srivastava et al., <i>Dropout</i>, 2014).
     *
     * @param name of the operation
     * @param x of any shape
     * @param probability of being dropped, at least 0 and below 1
     * @return the same shape
     */
    Operand<TFloat32> dropout(String name, Operand<TFloat32> x, float probability);

    /**
     * In training all values of an image are dropped together with the given probability, or divided by the probability
     * of being kept. In evaluation nothing changes (Huang et al., <i>Deep Networks with Stochastic Depth</i>, 2016, for
     * single images).
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param probability of being dropped, at least 0 and below 1
     * @return the same shape
     */
    Operand<TFloat32> stochasticDepth(String name, Operand<TFloat32> x, float probability);
}
