package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.Contract;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A network's evaluation graph alone, for images of the network's own size: no loss, no backward pass, no optimizer. It has
 * the same operations as that of a {@link NetworkGraph}, with the same names. Closing it closes the graph.
 */
public final class EvaluationGraph implements ForwardGraph, AutoCloseable {
    /** First values are never computed here, so that it does not matter what they would follow from. */
    private static final long NO_SEED = 0;

    private final Graph graph;
    private final Inputs inputs;
    private final float scale;
    private final List<Variable> variables;
    private final Operand<TFloat32> logits;

    /** What it was when it was first asked for: from then on, nothing is added. */
    private @Nullable GraphDef definition;

    private EvaluationGraph(Graph graph, Network network) {
        this.graph = graph;
        scale = network.preprocessing().scale();
        Ops tf = NamingScope.root(graph);
        inputs = Inputs.add(tf, network.preprocessing().size(), network, Targets.LABELS, false);
        VariableStore store = new VariableStore(graph, tf, NO_SEED);
        Ops scope = tf.withSubScope(NetworkGraph.EVALUATION);
        GraphBuilder root = GraphBuilder.root(scope, Phase.EVALUATION, store, inputs.step());
        logits = Classification.logits(network, root, inputs);
        variables = store.all();
    }

    /**
     * Builds the graph.
     *
     * @throws dev.stagecraft.runtime.BadInputException if the network was generated for another runtime
     */
    public static EvaluationGraph build(Network network) {
        Contract.require(network);
        Graph graph = TensorFlowLibrary.newGraph();
        try {
            return new EvaluationGraph(graph, network);
        } catch (RuntimeException | Error e) {
            graph.close();
            throw e;
        }
    }

    @Override
    public Graph graph() {
        return graph;
    }

    /** Parsed once, as a checkpoint is compared with it before it is frozen. */
    @Override
    public GraphDef definition() {
        if (definition == null) {
            definition = graph.toGraphDef();
        }
        return definition;
    }

    @Override
    public List<Variable> variables() {
        return variables;
    }

    @Override
    public Operand<TUint8> images() {
        return inputs.images();
    }

    @Override
    public Operand<TFloat32> floats() {
        return inputs.floats();
    }

    @Override
    public Operand<TFloat32> pixels() {
        return inputs.pixels();
    }

    @Override
    public float scale() {
        return scale;
    }

    @Override
    public Operand<TFloat32> logits() {
        return logits;
    }

    @Override
    public void close() {
        graph.close();
    }
}
