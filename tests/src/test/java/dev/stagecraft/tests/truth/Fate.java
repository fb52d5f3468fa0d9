package dev.stagecraft.tests.truth;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What becomes of a raw declaration in TensorFlow.
 *
 * @param refusal why it cannot be built or take a step; empty where it can
 * @param weights how many it has
 */
record Fate(String refusal, long weights) {
    private static final int BATCH = 2;

    boolean works() {
        return refusal.isEmpty();
    }

    /** Builds the network, takes one step of gradient descent, and looks at what comes out. */
    static Fate of(RawDeclaration raw) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            int[] dims = {
                BATCH, raw.input().get(0), raw.input().get(1), raw.input().get(2)
            };
            for (int dim : dims) {
                if (dim < 1) {
                    return new Fate("images of " + raw.input(), 0);
                }
            }
            Operand<TFloat32> images =
                    tf.random.statelessRandomUniform(tf.constant(dims), tf.constant(new int[] {3, 4}));
            LenientNetwork network = new LenientNetwork(raw, tf);
            Operand<TFloat32> logits = network.logits(images);
            Operand<TFloat32> labels = tf.oneHot(
                    tf.constant(new int[] {0, 1}), tf.constant(raw.classes()), tf.constant(1f), tf.constant(0f));
            Operand<TFloat32> loss = tf.math.mean(
                    tf.nn.softmaxCrossEntropyWithLogits(logits, labels).loss(), tf.constant(0));
            List<Operand<TFloat32>> weights = network.ops().weights();
            return new Fate(step(graph, tf, loss, weights), count(weights));
        } catch (RuntimeException e) {
            // TensorFlow's refusals are many kinds of exceptions, and each is the answer that was asked for.
            return new Fate(String.valueOf(e), 0);
        }
    }

    private static String step(Graph graph, Ops tf, Operand<TFloat32> loss, List<Operand<TFloat32>> weights) {
        Output<?>[] sources = weights.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
        Output<?>[] gradients = graph.addGradients(loss.asOutput(), sources);
        List<Operand<TFloat32>> sums = new ArrayList<>(List.of(loss));
        for (int i = 0; i < gradients.length; i++) {
            Operand<TFloat32> gradient = gradients[i].expect(TFloat32.class);
            Operand<TFloat32> updated = tf.math.sub(weights.get(i), tf.math.mul(gradient, tf.constant(0.01f)));
            sums.add(tf.reduceSum(updated, tf.range(tf.constant(0), tf.rank(updated), tf.constant(1))));
        }
        try (Session session = new Session(graph);
                TFloat32 total = (TFloat32)
                        session.runner().fetch(tf.math.addN(sums)).run().get(0)) {
            float found = total.getFloat();
            return Float.isFinite(found) ? "" : "a step gives " + found;
        }
    }

    private static long count(List<Operand<TFloat32>> weights) {
        return weights.stream().mapToLong(weight -> weight.shape().size()).sum();
    }
}
