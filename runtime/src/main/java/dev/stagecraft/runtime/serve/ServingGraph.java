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
import org.tensorflow.types.family.TType;

/**
 * A network for answers alone, in a TensorFlow graph of its own: every batch normalization that follows a convolution is
 * folded into it, and what only training needs is gone. Weights are constants; where convolutions are fused they are
 * variables that are set once, and a fused convolution has the name of the last operation in it. Operations keep their names
 * without {@code evaluation/}. Closing it closes the graph; sessions over it must be closed before.
 */
public final class ServingGraph implements AutoCloseable {
    private final Graph graph;
    private final WeightVariables variables;
    private final Operand<TUint8> images;
    private final Operand<TFloat32> floats;
    private final Operand<TFloat32> logits;
    private final Operand<TFloat32> probabilities;
    private final Optional<Operand<TFloat32>> features;

    private ServingGraph(
            Graph graph, ForwardGraph source, FrozenGraph frozen, WeightTensors weights, ServingForm form) {
        this.graph = graph;
        variables = new WeightVariables(graph);
        add(source, frozen, weights, form);
        images = graph.outputOrThrow(frozen.name(source.images()) + ":0").expect(TUint8.class);
        floats = floats(frozen.name(source.floats()));
        logits = floats(frozen.name(source.logits()));
        features = frozen.features(source.logits()).map(this::floats);
        probabilities = Ops.create(graph).withName("probabilities").nn.softmax(logits);
    }

    private void add(ForwardGraph source, FrozenGraph frozen, WeightTensors weights, ServingForm form) {
        if (form == ServingForm.PLAIN) {
            new GraphNodes(graph, frozen.constants(), constant -> add(constant, weights)).add(frozen.nodes());
            return;
        }
        Set<String> asked = new HashSet<>(List.of(frozen.name(source.floats()), frozen.name(source.logits())));
        frozen.features(source.logits()).ifPresent(asked::add);
        FusedNodes fused = new FusedNodes(frozen, asked);
        if (form == ServingForm.FUSED) {
            new GraphNodes(graph, fused.constants(), variables::add).add(fused.nodes());
        } else {
            LowerPrecision low = new LowerPrecision(fused.nodes(), fused.constants());
            new GraphNodes(graph, low.constants(), variables::add).add(low.nodes());
        }
    }

    private void add(FrozenConstant constant, WeightTensors weights) {
        try (TType values = constant.tensor(weights)) {
            graph.opBuilder(FrozenConstant.TYPE, constant.name(), graph.baseScope())
                    .setAttr("dtype", constant.type())
                    .setAttr("value", values)
                    .build();
        }
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
        try (WeightTensors weights = WeightTensors.of(session, source.variables())) {
            return freeze(source, weights, ServingForm.PLAIN);
        }
    }

    /**
     * Freezes the evaluation graph with weights that no session holds.
     *
     * @param source the graph to freeze, which stays as it is
     * @param weights of its variables; a plain graph holds them itself
     * @param form what the graph is made of
     */
    static ServingGraph freeze(ForwardGraph source, WeightTensors weights, ServingForm form) {
        Graph graph = TensorFlowLibrary.newGraph();
        try {
            return new ServingGraph(graph, source, FrozenGraph.of(source, weights::of), weights, form);
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    /** Sets the weights in a session over the graph, before its first run. */
    void set(Session session, WeightTensors weights) {
        variables.set(session, weights);
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
