package dev.stagecraft.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * ResNet-18 for 96×96 gray images and ten classes written by hand with plain TensorFlow Java and without Stagecraft:
 * reference variables, {@code Graph.addGradients}, one-hot labels. It uses the faster of the two max pool operations,
 * so that it is as fast as handwritten code can be.
 */
final class HandWrittenResNet18 implements AutoCloseable {
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final List<Variable<TFloat32>> weights = new ArrayList<>();
    private final List<Op> initializers = new ArrayList<>();
    private final List<Op> updates = new ArrayList<>();
    private final Placeholder<TFloat32> images =
            tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 96, 96, 1)));
    private final Placeholder<TFloat32> labels = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 10)));
    private final Operand<TFloat32> loss;
    private final Op step;
    private final Session session;

    HandWrittenResNet18(float learningRate) {
        Operand<TFloat32> x = relu(norm(conv(images, 7, 64, 2)));
        Operand<TFloat32> padded = tf.pad(x, sides(1), tf.constant(Float.NEGATIVE_INFINITY));
        x = tf.scope()
                .opBuilder("MaxPool", "pool")
                .addInput(padded.asOutput())
                .setAttr("ksize", new long[] {1, 3, 3, 1})
                .setAttr("strides", new long[] {1, 2, 2, 1})
                .setAttr("padding", "VALID")
                .build()
                .output(0);
        int[] channels = {64, 128, 256, 512};
        for (int stage = 0; stage < channels.length; stage++) {
            x = block(x, channels[stage], stage == 0 ? 1 : 2);
            x = block(x, channels[stage], 1);
        }
        Operand<TFloat32> features = tf.math.mean(x, tf.array(1, 2));
        Operand<TFloat32> logits = tf.nn.biasAdd(tf.linalg.matMul(features, weight(Shape.of(512, 10), 522)), bias(10));
        loss = tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(logits, labels).loss(), tf.constant(0));

        Output<?>[] outputs = weights.stream().map(Variable::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), outputs);
        Operand<TFloat32> rate = tf.constant(learningRate);
        for (int i = 0; i < gradients.length; i++) {
            updates.add(tf.train.applyGradientDescent(weights.get(i), rate, gradients[i].expect(TFloat32.class)));
        }
        step = tf.withControlDependencies(updates).noOp();
        session = new Session(graph);
        session.runner()
                .addTarget(tf.withControlDependencies(initializers).noOp())
                .run()
                .close();
    }

    /** One training step; returns the loss before it. */
    float step(TFloat32 batch, TFloat32 oneHot) {
        try (Result result = session.runner()
                .feed(images, batch)
                .feed(labels, oneHot)
                .addTarget(step)
                .fetch(loss)
                .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private Operand<TFloat32> block(Operand<TFloat32> input, int channels, int stride) {
        Operand<TFloat32> x = relu(norm(conv(input, 3, channels, stride)));
        x = norm(conv(x, 3, channels, 1));
        boolean same = stride == 1 && input.shape().get(3) == channels;
        return relu(tf.math.add(x, same ? input : norm(conv(input, 1, channels, stride))));
    }

    private Operand<TFloat32> conv(Operand<TFloat32> x, int size, int channels, int stride) {
        long in = x.shape().get(3);
        Operand<TFloat32> kernel = weight(Shape.of(size, size, in, channels), (double) size * size * (in + channels));
        boolean pad = size > 1 && stride > 1;
        Operand<TFloat32> padded = pad ? tf.pad(x, sides((size - 1) / 2), tf.constant(0f)) : x;
        return tf.nn.conv2d(padded, kernel, List.of(1L, (long) stride, (long) stride, 1L), pad ? "VALID" : "SAME");
    }

    private Operand<TFloat32> norm(Operand<TFloat32> x) {
        int channels = (int) x.shape().get(3);
        Variable<TFloat32> gamma = variable(tf.ones(tf.array(channels), TFloat32.class));
        Variable<TFloat32> beta = variable(tf.zeros(tf.array(channels), TFloat32.class));
        weights.add(gamma);
        weights.add(beta);
        Variable<TFloat32> mean = variable(tf.zeros(tf.array(channels), TFloat32.class));
        Variable<TFloat32> variance = variable(tf.ones(tf.array(channels), TFloat32.class));
        FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                x,
                gamma,
                beta,
                mean,
                variance,
                FusedBatchNorm.epsilon(1e-5f),
                FusedBatchNorm.exponentialAvgFactor(0.1f),
                FusedBatchNorm.isTraining(true));
        updates.add(tf.assign(mean, norm.batchMean()));
        updates.add(tf.assign(variance, norm.batchVariance()));
        return norm.y();
    }

    private Operand<TFloat32> relu(Operand<TFloat32> x) {
        return tf.nn.relu(x);
    }

    private Operand<TInt32> sides(int pixels) {
        return tf.constant(new int[][] {{0, 0}, {pixels, pixels}, {pixels, pixels}, {0, 0}});
    }

    private Variable<TFloat32> weight(Shape shape, double fans) {
        Operand<TFloat32> unit = tf.random.statelessRandomUniform(
                tf.constant(shape.asArray()), tf.constant(new long[] {1, weights.size()}));
        float limit = (float) Math.sqrt(6 / fans);
        Variable<TFloat32> weight =
                variable(tf.math.sub(tf.math.mul(unit, tf.constant(2 * limit)), tf.constant(limit)));
        weights.add(weight);
        return weight;
    }

    private Variable<TFloat32> bias(int size) {
        Variable<TFloat32> bias = variable(tf.zeros(tf.array(size), TFloat32.class));
        weights.add(bias);
        return bias;
    }

    private Variable<TFloat32> variable(Operand<TFloat32> initial) {
        Variable<TFloat32> variable = tf.variable(initial.shape(), TFloat32.class);
        initializers.add(tf.assign(variable, initial));
        return variable;
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
