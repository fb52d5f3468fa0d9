package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.step.ForwardGraph;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    private final Optional<Operand<TFloat32>> features;

    private ServingGraph(Graph graph, ForwardGraph source, FrozenGraph frozen, WeightTensors weights, boolean fused) {
        this.graph = graph;
        Optional<String> pooled = frozen.features(source.logits());
        if (fused) {
            Set<String> asked = new HashSet<>(List.of(frozen.name(source.floats()), frozen.name(source.logits())));
            pooled.ifPresent(asked::add);
            FusedNodes nodes = new FusedNodes(frozen, asked);
            new GraphNodes(graph, nodes.constants(), weights).add(nodes.nodes());
        } else {
            new GraphNodes(graph, frozen.constants(), weights).add(frozen.nodes());
        }
        images = graph.outputOrThrow(frozen.name(source.images()) + ":0").expect(TUint8.class);
        floats = floats(frozen.name(source.floats()));
        logits = floats(frozen.name(source.logits()));
        features = pooled.map(this::floats);
        probabilities = Ops.create(graph).withName("probabilities").nn.softmax(logits);
    }

    private Operand<TFloat32> floats(String name) {
        return graph.outputOrThrow(name + ":0").expect(TFloat32.class);
    }

    /**
     * Freezes the evaluation graph with the weights that a session holds, operation by operation.
     *
     * @param source the graphs to freeze, which stay as they are
     * @param session over them, its variables set
     */
    public static ServingGraph freeze(ForwardGraph source, Session session) {
        return freeze(source, session, false);
    }

    static ServingGraph freeze(ForwardGraph source, Session session, boolean fused) {
        try (WeightTensors weights = WeightTensors.of(session, source.variables())) {
            return freeze(source, weights, fused);
        }
    }

    /**
     * Freezes the evaluation graph with weights that no session holds.
     *
     * @param source the graph to freeze, which stays as it is
     * @param weights of its variables; they are not needed afterwards
     * @param fused whether convolutions are fused with what follows them, which not every processor runs
     */
    public static ServingGraph freeze(ForwardGraph source, WeightTensors weights, boolean fused) {
        Graph graph = TensorFlowLibrary.newGraph();
        try {
            return new ServingGraph(graph, source, FrozenGraph.of(source, weights::of), weights, fused);
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

    /**
     * The pooled features that the logits are made of, {@code [batch, features]}; empty where the network does not end in a
     * dense layer.
     */
    public Optional<Operand<TFloat32>> features() {
        return features;
    }

    @Override
    public void close() {
        graph.close();
    }
}
