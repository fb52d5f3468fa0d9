package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.step.ForwardGraph;
import dev.stagecraft.runtime.step.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.VersionDef;

/**
 * Rewrites the evaluation graph for serving: what the logits do not need is left out, variables become constants,
 * identities vanish, and a batch normalization right after a convolution becomes part of the convolution's kernel and a
 * bias: {@code γ · (k∗x − μ) / √(σ² + ε) + β = (s·k)∗x + (β − s·μ)} with {@code s = γ / √(σ² + ε)} (Jacob et al.,
 * <i>Quantization and Training of Neural Networks</i>, 2017, section 3.2).
 */
public final class FrozenGraph {
    private static final String PHASE = "evaluation/";

    /** Nodes of the source that the logits need, in an order where inputs come first. */
    private final Map<String, NodeDef> needed = new LinkedHashMap<>();

    private final Map<String, ServingRule> rules = new HashMap<>();
    private final Map<String, Integer> consumers = new HashMap<>();
    private final Map<String, Variable> variables;
    private final Function<Variable, float[]> weights;
    private final VersionDef versions;

    /** Nodes of the rewritten graph, in their order; those of constants have no value. */
    private final List<NodeDef> nodes = new ArrayList<>();

    private final Map<String, FrozenConstant> constants = new HashMap<>();
    private final Map<String, Shape> shapes = new HashMap<>();

    /** What stands in the frozen graph for a node of the source, where that is another one. */
    private final Map<String, String> replaced = new HashMap<>();

    private FrozenGraph(ForwardGraph source, Function<Variable, float[]> weights) {
        variables = source.variables().stream()
                .collect(Collectors.toMap(
                        variable -> variable.value().asOutput().op().name(), Function.identity()));
        this.weights = weights;
        GraphDef definition = source.definition();
        versions = definition.getVersions();
        collect(definition, source.logits().asOutput().op().name());
        source.variables().forEach(variable -> shapes.put(variable.name(), variable.shape()));
        needed.values().stream()
                .filter(node -> rules.get(node.getName()) != ServingRule.VARIABLE)
                .forEach(node -> shapes.put(
                        served(node.getName()),
                        source.graph().outputOrThrow(node.getName() + ":0").shape()));
        Map<String, FoldedNorm> folds = folds();
        Set<String> absorbed = folds.values().stream()
                .flatMap(FoldedNorm::absorbed)
                .map(NodeDef::getName)
                .collect(Collectors.toSet());
        for (NodeDef node : needed.values()) {
            if (folds.containsKey(node.getName())) {
                fold(node, folds.get(node.getName()));
            } else if (!absorbed.contains(node.getName())) {
                copy(node);
            }
        }
    }

    /**
     * Rewrites an evaluation graph. Only the values of normalizations and biases are read.
     *
     * @param source the graph, which stays as it is
     * @param weights gives the values of a variable, in row-major order
     * @throws IllegalStateException if an operation cannot be served
     */
    public static FrozenGraph of(ForwardGraph source, Function<Variable, float[]> weights) {
        return new FrozenGraph(source, weights);
    }

    /**
     * The rewritten graph; inputs come before what reads them.
     *
     * @param weights gives the values of a variable, in row-major order, by its name; they must be the same as before
     */
    public GraphDef definition(Function<String, float[]> weights) {
        GraphDef.Builder definition = GraphDef.newBuilder().setVersions(versions);
        for (NodeDef node : nodes) {
            FrozenConstant constant = constants.get(node.getName());
            definition.addNode(constant == null ? node : constant.node(weights));
        }
        return definition.build();
    }

    /** The nodes of the rewritten graph; inputs come before what reads them, and constants made of weights have no value. */
    List<NodeDef> nodes() {
        return Collections.unmodifiableList(nodes);
    }

    /** The constants that are made of weights, by name. */
    Map<String, FrozenConstant> constants() {
        return Collections.unmodifiableMap(constants);
    }

    /** Shapes of the first outputs, by the names of the rewritten graph; the batch is unknown. */
    public Map<String, Shape> shapes() {
        return Collections.unmodifiableMap(shapes);
    }

    /** The frozen graph's name for an operand of the source. */
    public String name(Operand<?> operand) {
        String name = operand.asOutput().op().name();
        return replaced.getOrDefault(name, served(name));
    }

    /**
     * What the last matrix product takes, which in a generated network is the global average pool; empty where the logits do
     * not come from one.
     */
    public Optional<String> features(Operand<?> logits) {
        NodeDef node = needed.get(logits.asOutput().op().name());
        while (node != null && (node.getOp().equals("BiasAdd") || node.getOp().equals("Identity"))) {
            node = needed.get(nodeOf(node.getInput(0)));
        }
        return Optional.ofNullable(node)
                .filter(found -> found.getOp().equals("MatMul"))
                .map(found -> nodeOf(mapped(found.getInput(0))));
    }

    private void collect(GraphDef definition, String result) {
        Map<String, NodeDef> all = new HashMap<>();
        definition.getNodeList().forEach(node -> all.put(node.getName(), node));
        Map<String, NodeDef> reached = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        open.push(result);
        while (!open.isEmpty()) {
            NodeDef node = Objects.requireNonNull(all.get(open.pop()));
            if (reached.putIfAbsent(node.getName(), node) == null) {
                rules.put(node.getName(), ServingRule.of(node));
                node.getInputList().forEach(input -> {
                    open.push(nodeOf(input));
                    consumers.merge(nodeOf(input), 1, Integer::sum);
                });
            }
        }
        definition.getNodeList().stream()
                .filter(node -> reached.containsKey(node.getName()))
                .forEach(node -> needed.put(node.getName(), node));
    }

    /** The normalizations that can be folded, by name. */
    private Map<String, FoldedNorm> folds() {
        Map<String, FoldedNorm> folds = new HashMap<>();
        for (NodeDef node : needed.values()) {
            if (rules.get(node.getName()) == ServingRule.FOLDED) {
                FoldedNorm.find(node, needed, this::isReadOnceBy).ifPresent(fold -> folds.put(node.getName(), fold));
            }
        }
        return folds;
    }

    private boolean isReadOnceBy(NodeDef node, NodeDef consumer) {
        return Objects.requireNonNull(consumers.get(node.getName())) == 1
                && nodeOf(consumer.getInput(0)).equals(node.getName());
    }

    private void copy(NodeDef node) {
        switch (Objects.requireNonNull(rules.get(node.getName()))) {
            // A constant takes its place where something reads it unfolded.
            case VARIABLE -> {}
            case PASSED -> replaced.put(node.getName(), mapped(node.getInput(0)));
            case COPIED, FOLDED -> {
                NodeDef.Builder copy =
                        node.toBuilder().setName(served(node.getName())).clearInput();
                node.getInputList().forEach(input -> copy.addInput(mapped(input)));
                nodes.add(copy.build());
            }
        }
    }

    /** The convolution takes a scaled kernel; in the normalization's place, under its name, a bias is added. */
    private void fold(NodeDef norm, FoldedNorm fold) {
        Variable kernel = variable(fold.convolution(), 1);
        float[] scale = fold.scale(input -> weights.apply(variable(norm, input)));
        float[] offset = fold.offset(
                scale,
                input -> weights.apply(variable(norm, input)),
                fold.bias().map(bias -> weights.apply(variable(bias, 1))));
        add(FrozenConstant.scaled(kernel, scale));
        NodeDef convolution = fold.convolution().toBuilder()
                .setName(served(fold.convolution().getName()))
                .setInput(0, mapped(fold.convolution().getInput(0)))
                .setInput(1, kernel.name())
                .build();
        nodes.add(convolution);

        String name = served(norm.getName());
        Variable beta = variable(norm, FoldedNorm.BETA);
        add(FrozenConstant.of(name + "/offset", beta.shape(), offset));
        nodes.add(NodeDef.newBuilder()
                .setName(name)
                .setOp("BiasAdd")
                .addInput(convolution.getName())
                .addInput(name + "/offset")
                .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .putAttr("data_format", norm.getAttrOrThrow("data_format"))
                .build());
    }

    private Variable variable(NodeDef reader, int input) {
        return Objects.requireNonNull(variables.get(nodeOf(reader.getInput(input))));
    }

    private void add(FrozenConstant constant) {
        nodes.add(constant.node());
        constants.put(constant.name(), constant);
    }

    /** A source's input in terms of the frozen graph. */
    private String mapped(String input) {
        String node = nodeOf(input);
        Variable variable = variables.get(node);
        if (variable != null) {
            if (replaced.put(node, variable.name()) == null) {
                add(FrozenConstant.of(variable));
            }
            return variable.name();
        }
        String port = input.substring(node.length());
        return replaced.containsKey(node) ? replaced.get(node) : served(node) + port;
    }

    /** The name of the node that gives an input. */
    static String nodeOf(String input) {
        int colon = input.indexOf(':');
        return colon < 0 ? input : input.substring(0, colon);
    }

    private static String served(String name) {
        return name.startsWith(PHASE) ? name.substring(PHASE.length()) : name;
    }
}
