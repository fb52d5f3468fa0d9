package dev.stagecraft.runtime.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where generated code builds: one place in a network's structure (the root, a stage, a block), with the operations
 * and variables named after it.
 *
 * <p>An operation called {@code conv1} at {@code stage2/block1} is the graph's node {@code stage2/block1/conv1}; its
 * variable {@code conv1/kernel} is {@code stage2/block1/conv1/kernel}. The evaluation graph has the same nodes below
 * {@code evaluation/} and the same variables.
 */
public final class NetworkBuilder {
    NetworkBuilder() {}

    /** TensorFlow's operations, named below this place. */
    public Ops tf() {
        throw new UnsupportedOperationException();
    }

    /** What the graph is built for. */
    public Phase phase() {
        throw new UnsupportedOperationException();
    }

    /** The place of that name below this one; the same object each time. */
    public NetworkBuilder at(String place) {
        throw new UnsupportedOperationException();
    }

    /**
     * The value of a trainable variable, which is made when its name is first asked for and shared by both phases.
     *
     * @param name below this place, as in {@code conv1/kernel}
     * @param initializer its first value
     * @param dims its dimensions
     * @throws IllegalStateException where the variable exists with other dimensions
     */
    public Operand<TFloat32> variable(String name, Initializer initializer, long... dims) {
        throw new UnsupportedOperationException();
    }

    /**
     * Batch normalisation over batch, height and width, with trainable {@code gamma} and {@code beta} and the
     * statistics {@code moving_mean} and {@code moving_variance} (Ioffe, Szegedy 2015, algorithms 1 and 2).
     *
     * @param name of the operation and the place of its variables, as in {@code norm1}
     * @param x {@code [batch, height, width, channels]}
     * @param momentum the share of the moving statistics that a training step keeps
     * @param epsilon added to the variance
     * @return the same shape
     */
    public Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float momentum, float epsilon) {
        throw new UnsupportedOperationException();
    }

    /**
     * Max pool without padding: {@code floor((size − window) / stride) + 1} in height and width.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param window height and width of the window in pixels
     * @param stride step in pixels
     * @param padding {@code "VALID"} or {@code "SAME"}
     */
    public Operand<TFloat32> maxPool(String name, Operand<TFloat32> x, int window, int stride, String padding) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds pixels of one value on all four sides.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param pixels how many on each side
     * @param value what they hold: 0 before a convolution, {@link Float#NEGATIVE_INFINITY} before a max pool
     * @return {@code [batch, height + 2·pixels, width + 2·pixels, channels]}
     */
    public Operand<TFloat32> pad(String name, Operand<TFloat32> x, int pixels, float value) {
        throw new UnsupportedOperationException();
    }
}
