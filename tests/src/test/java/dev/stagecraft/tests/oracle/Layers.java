package dev.stagecraft.tests.oracle;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv3d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.Arrays;

/** Layers over PyTorch's operations, on {@code [batch, channels, height, width]}. */
final class Layers {
    private static final int CHANNELS = 1;
    private static final int DEPTH = 2;

    private Layers() {}

    /**
     * A convolution with a kernel {@code [height, width, in / groups, out]}, padded evenly. It goes through PyTorch's
     * convolution of volumes, with a depth of 1: the one of planes complains at each call where the processor lacks what
     * its NNPACK wants.
     */
    static NDArray convolution(NDArray x, NDArray kernel, NDArray bias, int stride, int groups) {
        long padding = (kernel.getShape().get(0) - 1) / 2;
        return Conv3d.conv3d(
                        x.expandDims(DEPTH),
                        kernel.transpose(3, 2, 0, 1).expandDims(DEPTH),
                        bias,
                        new Shape(1, stride, stride),
                        new Shape(0, padding, padding),
                        new Shape(1, 1, 1),
                        groups)
                .singletonOrThrow()
                .squeeze(DEPTH);
    }

    /** Batch normalization; in training it moves the statistics in place. */
    static NDArray norm(
            NDArray x,
            NDArray gamma,
            NDArray beta,
            NDArray mean,
            NDArray variance,
            Architecture.Norm norm,
            boolean training) {
        return BatchNorm.batchNorm(x, mean, variance, gamma, beta, CHANNELS, norm.momentum(), norm.epsilon(), training)
                .singletonOrThrow();
    }

    static NDArray activation(NDArray x, Architecture.Activation activation) {
        return switch (activation) {
            case RELU -> Activation.relu(x);
            case LEAKY_RELU -> NDArrays.maximum(x, x.mul(0.01));
            case SILU -> x.mul(Activation.sigmoid(x));
            case GELU -> x.mul(x.div(Math.sqrt(2)).erf().add(1).div(2));
        };
    }

    /** How far the least of these lies from 0, where a rectifier's slope changes. */
    static double leastMagnitude(NDArray x) {
        return x.abs().min().toDoubleArray()[0];
    }

    /** By how much the largest value of a window exceeds the next, at least, where the largest is not 0. */
    static double leastLead(NDArray x, int size, int stride) {
        int padding = (size - 1) / 2;
        NDArray padded = surrounded(surrounded(x, 2, padding), 3, padding);
        long rows = padded.getShape().get(2) - size;
        long columns = padded.getShape().get(3) - size;
        NDList shifted = new NDList();
        for (int row = 0; row < size; row++) {
            for (int column = 0; column < size; column++) {
                shifted.add(padded.get(new NDIndex(":, :, %d:%d:%d, %d:%d:%d"
                        .formatted(row, row + rows + 1, stride, column, column + columns + 1, stride))));
            }
        }
        double[] windows = NDArrays.stack(shifted, -1).toDoubleArray();
        double lead = Double.POSITIVE_INFINITY;
        for (int start = 0; start < windows.length; start += size * size) {
            double[] window = Arrays.copyOfRange(windows, start, start + size * size);
            Arrays.sort(window);
            double largest = window[window.length - 1];
            if (largest != 0) {
                lead = Math.min(lead, largest - window[window.length - 2]);
            }
        }
        return lead;
    }

    private static NDArray surrounded(NDArray x, int axis, int padding) {
        if (padding == 0) {
            return x;
        }
        long[] dimensions = x.getShape().getShape().clone();
        dimensions[axis] = padding;
        NDArray nothing = x.getManager().full(new Shape(dimensions), -Float.MAX_VALUE, x.getDataType());
        return NDArrays.concat(new NDList(nothing, x, nothing), axis);
    }

    /** PyTorch pads with minus infinity. */
    static NDArray maxPool(NDArray x, int size, int stride) {
        int padding = (size - 1) / 2;
        return Pool.maxPool2d(x, new Shape(size, size), new Shape(stride, stride), new Shape(padding, padding), false);
    }

    /**
     * Windows side by side.
     *
     * @param beyond whether there are windows over the edge, which average what they cover of the image
     */
    static NDArray averagePool(NDArray x, int size, boolean beyond) {
        Shape window = new Shape(size, size);
        return Pool.avgPool2d(x, window, window, new Shape(0, 0), beyond, false);
    }

    /**
     * A blur (Zhang 2019, section 3.2): a quarter of each neighbor and half of the pixel itself, in height and then in
     * width, of every so many-th pixel. A neighbor beyond the edge is the one on the other side.
     */
    static NDArray blur(NDArray x, int stride) {
        return blur(blur(x, 2, stride), 3, stride);
    }

    private static NDArray blur(NDArray x, int axis, int stride) {
        long pixels = x.getShape().get(axis);
        NDArray before = part(x, axis, 1, 2, 1);
        NDArray after = part(x, axis, pixels - 2, pixels - 1, 1);
        NDArray padded = NDArrays.concat(new NDList(before, x, after), axis);
        NDArray neighbors = part(padded, axis, 0, pixels, stride).add(part(padded, axis, 2, pixels + 2, stride));
        return part(x, axis, 0, pixels, stride).div(2).add(neighbors.div(4));
    }

    private static NDArray part(NDArray x, int axis, long from, long to, int stride) {
        String others = axis == 2 ? ":, :, %s, :" : ":, :, :, %s";
        return x.get(new NDIndex(others.formatted(from + ":" + to + ":" + stride)));
    }

    /** Every so many-th pixel, and channels of zeros behind the present ones. */
    static NDArray subsampleAndPad(NDArray x, int stride, int channels) {
        NDArray sampled = x.get(new NDIndex(":, :, ::" + stride + ", ::" + stride));
        Shape shape = sampled.getShape();
        NDArray zeros = x.getManager()
                .zeros(
                        new Shape(shape.get(0), channels - shape.get(CHANNELS), shape.get(2), shape.get(3)),
                        x.getDataType());
        return NDArrays.concat(new NDList(sampled, zeros), CHANNELS);
    }

    /** The mean of each channel, {@code [batch, channels]}. */
    static NDArray globalMean(NDArray x) {
        Shape shape = x.getShape();
        return x.reshape(shape.get(0), shape.get(CHANNELS), -1).mean(new int[] {2});
    }

    /**
     * Squeeze-and-excitation's scale for each channel (Hu 2017, equation 3), {@code [batch, channels, 1, 1]}.
     *
     * @param hidden what the rectifier between its dense layers takes, {@code [batch, hidden]}
     */
    static NDArray excitation(NDArray x, NDArray hidden, NDArray expand, NDArray expandBias) {
        NDArray scale =
                Activation.sigmoid(Activation.relu(hidden).matMul(expand).add(expandBias));
        return scale.reshape(x.getShape().get(0), x.getShape().get(CHANNELS), 1, 1);
    }

    /**
     * Efficient channel attention's scale for each channel (Wang 2020, equation 8), {@code [batch, channels, 1, 1]}.
     *
     * @param kernel {@code [size, 1, 1, 1]}
     */
    static NDArray attention(NDArray x, NDArray kernel) {
        long size = kernel.getShape().get(0);
        long channels = x.getShape().get(CHANNELS);
        NDArray mean = globalMean(x);
        NDArray beyond = x.getManager().zeros(new Shape(x.getShape().get(0), size / 2), x.getDataType());
        NDArray padded = NDArrays.concat(new NDList(beyond, mean, beyond), CHANNELS);
        NDArray sum = mean.mul(0);
        for (long i = 0; i < size; i++) {
            NDArray neighbors = padded.get(new NDIndex(":, " + i + ":" + (i + channels)));
            sum = sum.add(neighbors.mul(kernel.reshape(size).get(i)));
        }
        return Activation.sigmoid(sum).reshape(x.getShape().get(0), channels, 1, 1);
    }

    /** Softmax cross-entropy in nats, the mean over the batch; labels are {@code [batch, 1]}. */
    static NDArray crossEntropy(NDArray logits, NDArray labels) {
        return logits.logSoftmax(1).gather(labels, 1).mean().neg();
    }
}
