package dev.stagecraft.runtime.graph;

import dev.stagecraft.runtime.data.ImageShape;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * A network's training graph and evaluation graph over the same variables, in one TensorFlow graph. Closing it closes
 * the graph; sessions over it must be closed before.
 */
public final class NetworkGraph implements AutoCloseable {
    private NetworkGraph() {}

    /**
     * Builds both graphs, the backward pass, and plain stochastic gradient descent.
     *
     * <p>Images come as bytes and become floats from 0 to 1; where their height or width differs from the network's
     * input they are resized bilinearly (half-pixel centres) inside the graph.
     *
     * @param network the network
     * @param images size of the images that will be fed; its channels must be the network's
     * @param seed all first values follow from it
     * @throws dev.stagecraft.runtime.BadInputException where the channels differ
     */
    public static NetworkGraph build(Network network, ImageShape images, long seed) {
        throw new UnsupportedOperationException();
    }

    /** The graph, for sessions. */
    public Graph graph() {
        throw new UnsupportedOperationException();
    }

    /** All variables, in the order of the network. */
    public List<Variable> variables() {
        throw new UnsupportedOperationException();
    }

    /** Gives every variable its first value. */
    public Op initialize() {
        throw new UnsupportedOperationException();
    }

    /** Images fed to both phases, {@code [batch, height, width, channels]}, any batch. */
    public Operand<TUint8> images() {
        throw new UnsupportedOperationException();
    }

    /** Classes fed to both phases, {@code [batch]}. */
    public Operand<TInt32> labels() {
        throw new UnsupportedOperationException();
    }

    /** Learning rate fed to the training step, a scalar above 0. */
    public Operand<TFloat32> learningRate() {
        throw new UnsupportedOperationException();
    }

    /** One update of weights and moving statistics. */
    public Op trainStep() {
        throw new UnsupportedOperationException();
    }

    /** What the training graph gives for the fed batch, before the update. */
    public Outputs training() {
        throw new UnsupportedOperationException();
    }

    /** What the evaluation graph gives for the fed batch. */
    public Outputs evaluation() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    /**
     * What a phase computes for a batch.
     *
     * @param logits {@code [batch, classes]}
     * @param loss softmax cross-entropy in nats, the mean over the batch, a scalar
     * @param correct number of images whose largest logit is their class, a scalar
     */
    public record Outputs(Operand<TFloat32> logits, Operand<TFloat32> loss, Operand<TInt32> correct) {}
}
