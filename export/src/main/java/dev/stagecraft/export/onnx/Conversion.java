package dev.stagecraft.export.onnx;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.FrozenNetwork;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * Writes TensorFlow's operations as those of ONNX, one after another. Images have their channels first here; all else is as
 * TensorFlow has it.
 */
final class Conversion {
    private final FrozenNetwork network;
    private final OnnxNodes nodes;
    private final Map<String, NodeDef> operations = new HashMap<>();
    private final Map<String, Integer> readers = new HashMap<>();

    /** What adds a bias to an operation, by that operation's name. */
    private final Map<String, NodeDef> biases = new HashMap<>();

    /** The biases that are part of the operation before them. */
    private final Set<String> absorbed = new HashSet<>();

    private final Map<String, Value> values = new HashMap<>();

    private Conversion(FrozenNetwork network, OnnxNodes nodes) {
        this.network = network;
        this.nodes = nodes;
        for (NodeDef node : network.graph().getNodeList()) {
            operations.put(node.getName(), node);
            node.getInputList().forEach(input -> readers.merge(nameOf(input), 1, Integer::sum));
            if (node.getOp().equals("BiasAdd")) {
                biases.put(nameOf(node.getInput(0)), node);
            }
        }
    }

    /**
     * Adds all operations after the images.
     *
     * @param images name of the images in the network's size, channels first
     * @return what became of the operations
     * @throws BadInputException if ONNX has nothing for an operation here
     */
    static Conversion of(FrozenNetwork network, OnnxNodes nodes, String images) {
        Conversion conversion = new Conversion(network, nodes);
        conversion.values.put(network.images(), new Value(images, conversion.shapeOf(network.images())));
        network.graph().getNodeList().forEach(conversion::convert);
        return conversion;
    }

    private void convert(NodeDef node) {
        String name = node.getName();
        boolean given = node.getOp().equals("Const") || node.getOp().equals("Placeholder");
        if (given || values.containsKey(name)) {
            return;
        }
        try {
            String result = absorbed.contains(name) ? input(node, 0).name() : written(node);
            values.put(name, new Value(result, shapeOf(name)));
        } catch (IllegalStateException e) {
            throw new BadInputException(
                    name + " (" + node.getOp() + ") cannot be written as ONNX: " + e.getMessage()
                            + "; build the network from other operations",
                    e);
        }
    }

    private String written(NodeDef node) {
        Rule rule = Rules.BY_TYPE.get(node.getOp());
        if (rule == null) {
            throw new IllegalStateException("no rule says how");
        }
        return rule.write(node, this);
    }

    OnnxNodes nodes() {
        return nodes;
    }

    /** What became of an operation. */
    Value value(String operation) {
        Value found = values.get(nameOf(operation));
        if (found == null) {
            throw new IllegalStateException("it reads " + operation + ", which is not computed from the images");
        }
        return found;
    }

    /** An input that is computed. */
    Value input(NodeDef node, int index) {
        return value(node.getInput(index));
    }

    /** The image that an operation takes the mean of; empty if it is of another type. */
    Optional<Value> pooled(String operation) {
        return Optional.ofNullable(operations.get(operation))
                .filter(node -> node.getOp().equals("Mean"))
                .map(node -> input(node, 0));
    }

    /** An operation's result. */
    Value output(NodeDef node) {
        return new Value(node.getName(), shapeOf(node.getName()));
    }

    /** The constant that an input is; empty if it is computed. */
    Optional<Constant> constant(NodeDef node, int index) {
        return operation(node, index, "Const").map(Constant::of);
    }

    /** As {@link #constant}, of an input that must be one. */
    Constant required(NodeDef node, int index) {
        return constant(node, index)
                .orElseThrow(
                        () -> new IllegalStateException("its input " + node.getInput(index) + " is not a constant"));
    }

    /** The operation that an input comes from, if it has a type. */
    Optional<NodeDef> operation(NodeDef node, int index, String type) {
        return Optional.ofNullable(operations.get(nameOf(node.getInput(index))))
                .filter(found -> found.getOp().equals(type));
    }

    /**
     * The bias that is added right after an operation whose result nothing else reads. It becomes part of the operation, whose
     * result is then the sum.
     */
    Optional<Constant> takeBias(NodeDef node) {
        NodeDef next = biases.get(node.getName());
        if (next == null || readers.getOrDefault(node.getName(), 0) != 1) {
            return Optional.empty();
        }
        Optional<Constant> bias = constant(next, 1);
        bias.ifPresent(found -> absorbed.add(next.getName()));
        return bias;
    }

    private long[] shapeOf(String operation) {
        return Objects.requireNonNull(network.shapes().get(operation), operation)
                .asArray();
    }

    private static String nameOf(String input) {
        int colon = input.indexOf(':');
        return colon < 0 ? input : input.substring(0, colon);
    }
}
