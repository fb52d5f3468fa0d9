package dev.stagecraft.runtime.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
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
    private final Ops tf;
    private final Phase phase;
    private final String place;
    private final VariableStore variables;
    private final List<Op> updates;
    private final Map<String, NetworkBuilder> below = new HashMap<>();

    private NetworkBuilder(Ops tf, Phase phase, String place, VariableStore variables, List<Op> updates) {
        this.tf = tf;
        this.phase = phase;
        this.place = place;
        this.variables = variables;
        this.updates = updates;
    }

    /** A builder at the root of a network. */
    static NetworkBuilder root(Ops tf, Phase phase, VariableStore variables) {
        return new NetworkBuilder(tf, phase, "", variables, new ArrayList<>());
    }

    /** The updates of moving statistics that belong to a training step, from all places. */
    List<Op> updates() {
        return updates;
    }

    /** TensorFlow's operations, named below this place. */
    public Ops tf() {
        return tf;
    }

    /** What the graph is built for. */
    public Phase phase() {
        return phase;
    }

    /** The place of that name below this one; the same object each time. */
    public NetworkBuilder at(String name) {
        return below.computeIfAbsent(
                name, key -> new NetworkBuilder(tf.withSubScope(key), phase, place + key + "/", variables, updates));
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
        return variables.get(place + name, true, initializer, dims).value();
    }

    /**
     * Batch normalisation over batch, height and width, with trainable {@code gamma} and {@code beta} and the
     * statistics {@code moving_mean} and {@code moving_variance} (Ioffe, Szegedy, <i>Batch Normalization</i>, 2015,
     * algorithms 1 and 2).
     *
     * @param name of the operation and the place of its variables, as in {@code norm1}
     * @param x {@code [batch, height, width, channels]}
     * @param momentum the share of the moving statistics that a training step keeps
     * @param epsilon added to the variance
     * @return the same shape
     */
    public Operand<TFloat32> batchNorm(String name, Operand<TFloat32> x, float momentum, float epsilon) {
        long channels = x.shape().get(3);
        Operand<TFloat32> gamma = variable(name + "/gamma", Initializer.ones(), channels);
        Operand<TFloat32> beta = variable(name + "/beta", Initializer.zeros(), channels);
        Variable mean = variables.get(place + name + "/moving_mean", false, Initializer.zeros(), channels);
        Variable variance = variables.get(place + name + "/moving_variance", false, Initializer.ones(), channels);
        boolean training = phase == Phase.TRAINING;
        List<FusedBatchNorm.Options> options = new ArrayList<>();
        options.add(FusedBatchNorm.epsilon(epsilon));
        options.add(FusedBatchNorm.isTraining(training));
        if (training) {
            // With this factor the operation gives the moving statistics after the step instead of the batch's own.
            options.add(FusedBatchNorm.exponentialAvgFactor(1 - momentum));
        }
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.withName(name)
                .nn
                .fusedBatchNorm(
                        x, gamma, beta, mean.value(), variance.value(), options.toArray(FusedBatchNorm.Options[]::new));
        if (training) {
            updates.add(tf.withName(name + "_mean").assignVariableOp(mean.handle(), norm.batchMean()));
            updates.add(tf.withName(name + "_variance").assignVariableOp(variance.handle(), norm.batchVariance()));
        }
        return norm.y();
    }

    /**
     * Max pool: {@code floor((size − window) / stride) + 1} pixels in height and width without padding.
     *
     * @param name of the operation
     * @param x {@code [batch, height, width, channels]}
     * @param window height and width of the window in pixels
     * @param stride step in pixels
     * @param padding {@code "VALID"} or {@code "SAME"}
     */
    public Operand<TFloat32> maxPool(String name, Operand<TFloat32> x, int window, int stride, String padding) {
        // The operation's first version takes the window as an attribute and is a fifth faster on a CPU.
        return tf.scope()
                .opBuilder("MaxPool", name)
                .addInput(x.asOutput())
                .setAttr("ksize", new long[] {1, window, window, 1})
                .setAttr("strides", new long[] {1, stride, stride, 1})
                .setAttr("padding", padding)
                .build()
                .output(0);
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
        int[][] sides = {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}};
        return tf.withName(name)
                .pad(
                        x,
                        tf.withName(name + "_sides").constant(sides),
                        tf.withName(name + "_value").constant(value));
    }
}
