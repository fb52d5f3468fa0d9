package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.step.NetworkGraph;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A network for answers alone, in a TensorFlow graph of its own: weights are constants, every batch normalization that
 * follows a convolution is folded into it, and what only training needs is gone. Operations keep their names without
 * {@code evaluation/}. Closing it closes the graph; sessions over it must be closed before.
 */
public final class ServingGraph implements AutoCloseable {
    private final Graph graph;
    private final Operand<TUint8> images;
    private final Operand<TFloat32> floats;
    private final Operand<TFloat32> logits;
    private final Operand<TFloat32> probabilities;

    private ServingGraph(Graph graph, String imagesName, String floatsName, String logitsName) {
        this.graph = graph;
        images = graph.outputOrThrow(imagesName + ":0").expect(TUint8.class);
        floats = graph.outputOrThrow(floatsName + ":0").expect(TFloat32.class);
        logits = graph.outputOrThrow(logitsName + ":0").expect(TFloat32.class);
        probabilities = Ops.create(graph).withName("probabilities").nn.softmax(logits);
    }

    /**
     * Freezes the evaluation graph with the weights that a session holds.
     *
     * @param source the graphs to freeze, which stay as they are
     * @param session over them, its variables set
     */
    public static ServingGraph freeze(NetworkGraph source, Session session) {
        Graph graph = TensorFlowLibrary.newGraph();
        try {
            FrozenGraph frozen = FrozenGraph.of(source, session);
            graph.importGraphDef(frozen.definition());
            return new ServingGraph(
                    graph,
                    frozen.name(source.images()),
                    frozen.name(source.floats()),
                    frozen.name(source.evaluation().logits()));
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    /** The graph, for sessions. */
    public Graph graph() {
        return graph;
    }

    /** Images, {@code [batch, height, width, channels]}, any batch, as the network was trained on them. */
    public Operand<TUint8> images() {
        return images;
    }

    /** As {@link #images}, resized before: from 0 to 255, of the network's size. They are fed in place of images. */
    public Operand<TFloat32> floats() {
        return floats;
    }

    /** {@code [batch, classes]}. */
    public Operand<TFloat32> logits() {
        return logits;
    }

    /** The softmax of the logits, {@code [batch, classes]}. */
    public Operand<TFloat32> probabilities() {
        return probabilities;
    }

    @Override
    public void close() {
        graph.close();
    }
}
