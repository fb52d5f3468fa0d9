package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Network;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The way forward: a network's logits for a batch, their loss, and how many of them are right. */
final class Classification {
    private Classification() {}

    /**
     * Adds it to a graph.
     *
     * @param root where the network builds
     * @param tf where loss and accuracy are added
     * @param of one number for each image
     * @throws IllegalStateException if the logits are not {@code [batch, classes]}
     */
    static NetworkGraph.Outputs add(Network network, GraphBuilder root, Ops tf, Inputs inputs, Loss of) {
        Operand<TFloat32> logits = logits(network, root, inputs);
        Operand<TFloat32> loss = loss(tf, logits, inputs, of);
        Operand<TInt32> predicted = tf.withName("predicted")
                .math
                .argMax(logits, tf.withName("class_axis").constant(1), TInt32.class);
        Operand<TInt32> hits = tf.withName("hits")
                .dtypes
                .cast(tf.withName("equal").math.equal(predicted, inputs.labels()), TInt32.class);
        Operand<TInt32> correct =
                tf.withName("correct").sum(hits, tf.withName("hits_axis").constant(new int[] {0}));
        return new NetworkGraph.Outputs(logits, loss, correct);
    }

    /**
     * Adds another loss of the same logits, which is computed in place of theirs.
     *
     * @param of one number for each image
     */
    static NetworkGraph.Outputs withLoss(Ops tf, NetworkGraph.Outputs outputs, Inputs inputs, Loss of) {
        return new NetworkGraph.Outputs(outputs.logits(), loss(tf, outputs.logits(), inputs, of), outputs.correct());
    }

    private static Operand<TFloat32> loss(Ops tf, Operand<TFloat32> logits, Inputs inputs, Loss of) {
        Operand<TFloat32> losses = of.add(tf, logits, inputs.labels());
        return tf.withName("loss").math.mean(losses, tf.withName("loss_axis").constant(new int[] {0}));
    }

    /**
     * Adds the network alone.
     *
     * @throws IllegalStateException if the logits are not {@code [batch, classes]}
     */
    static Operand<TFloat32> logits(Network network, GraphBuilder root, Inputs inputs) {
        Operand<TFloat32> logits = Contract.call(network, () -> network.logits(root, inputs.prepared()));
        long[] expected = {Shape.UNKNOWN_SIZE, network.classes()};
        if (!Arrays.equals(logits.shape().asArray(), expected)) {
            throw new IllegalStateException(network.name() + ": logits have the shape " + logits.shape()
                    + "; it must be " + Arrays.toString(expected));
        }
        return logits;
    }
}
