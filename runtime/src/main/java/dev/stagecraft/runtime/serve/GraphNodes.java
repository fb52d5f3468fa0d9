package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.host.OperationTypes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperationBuilder;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/**
 * Adds nodes to a graph, one by one. Importing a whole definition would copy all constants into Java's memory, and then
 * two more times.
 */
final class GraphNodes {
    private static final int ONE = -1;

    private final Graph graph;
    private final Consumer<FrozenConstant> weights;
    private final Map<String, FrozenConstant> constants;

    /**
     * Adds nothing yet.
     *
     * @param constants that are made of weights, by name
     * @param weights adds them
     */
    GraphNodes(Graph graph, Map<String, FrozenConstant> constants, Consumer<FrozenConstant> weights) {
        this.graph = graph;
        this.constants = constants;
        this.weights = weights;
    }

    /** @param nodes inputs come before what reads them */
    void add(List<NodeDef> nodes) {
        for (NodeDef node : nodes) {
            FrozenConstant constant = constants.get(node.getName());
            if (constant == null) {
                add(node);
            } else {
                weights.accept(constant);
            }
        }
    }

    private void add(NodeDef node) {
        OperationBuilder builder = builder(node.getOp(), node.getName());
        int next = 0;
        for (int length : lengths(node)) {
            if (length == ONE) {
                builder.addInput(output(node.getInput(next++)));
            } else {
                Output<?>[] list = new Output<?>[length];
                for (int i = 0; i < length; i++) {
                    list[i] = output(node.getInput(next++));
                }
                builder.addInputList(list);
            }
        }
        node.getAttrMap().forEach(builder::setAttr);
        builder.build();
    }

    /** The lengths of the lists of inputs that an operation takes; {@link #ONE} for an input that is not in a list. */
    private static List<Integer> lengths(NodeDef node) {
        if (node.getOp().equals(FusedConvolution.TYPE)) {
            return List.of(ONE, ONE, node.getInputCount() - 2, 0);
        }
        if (ServingRule.isNamed(node.getOp())) {
            return Collections.nCopies(node.getInputCount(), ONE);
        }
        return OperationTypes.of(node.getOp()).orElseThrow().getInputArgList().stream()
                .map(argument -> length(node, argument))
                .toList();
    }

    private static int length(NodeDef node, OpDef.ArgDef argument) {
        if (!argument.getNumberAttr().isEmpty()) {
            return Math.toIntExact(node.getAttrOrThrow(argument.getNumberAttr()).getI());
        }
        if (!argument.getTypeListAttr().isEmpty()) {
            return node.getAttrOrThrow(argument.getTypeListAttr()).getList().getTypeCount();
        }
        return ONE;
    }

    private GraphOperationBuilder builder(String type, String name) {
        return graph.opBuilder(type, name, graph.baseScope());
    }

    private Output<?> output(String input) {
        return graph.outputOrThrow(input.contains(":") ? input : input + ":0");
    }
}
