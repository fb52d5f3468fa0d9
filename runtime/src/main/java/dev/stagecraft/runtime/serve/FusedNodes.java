package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/** Fuses convolutions of a frozen graph with the operations around them. */
final class FusedNodes {
    private static final int INPUT_CHANNELS = 2;

    private final Map<String, Shape> shapes;
    private final Set<String> kept;
    private final Map<String, NodeDef> byName = new HashMap<>();
    private final Map<String, List<NodeDef>> readers = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();
    private final Map<String, List<NodeDef>> inPlaceOf = new HashMap<>();
    private final List<NodeDef> nodes = new ArrayList<>();
    private final Map<String, FrozenConstant> constants;

    /**
     * Fuses what can be fused.
     *
     * @param frozen the graph
     * @param kept names of nodes that are fed or fetched
     */
    FusedNodes(FrozenGraph frozen, Set<String> kept) {
        shapes = frozen.shapes();
        constants = new HashMap<>(frozen.constants());
        this.kept = kept;
        for (NodeDef node : frozen.nodes()) {
            byName.put(node.getName(), node);
            node.getInputList()
                    .forEach(input -> readers.computeIfAbsent(FrozenGraph.nodeOf(input), name -> new ArrayList<>())
                            .add(node));
        }
        for (NodeDef node : frozen.nodes()) {
            if (node.getOp().equals("Conv2D")) {
                find(node).ifPresent(this::take);
            }
        }
        for (NodeDef node : frozen.nodes()) {
            if (inPlaceOf.containsKey(node.getName())) {
                nodes.addAll(Objects.requireNonNull(inPlaceOf.get(node.getName())));
            } else if (!absorbed.contains(node.getName())) {
                nodes.add(node);
            }
        }
    }

    /** The nodes of the graph; inputs come before what reads them. */
    List<NodeDef> nodes() {
        return nodes;
    }

    /** Its constants that are made of weights, by name. */
    Map<String, FrozenConstant> constants() {
        return constants;
    }

    private void take(FusedConvolution fused) {
        NodeDef node = fused.node(isFixed(fused.convolution().getInput(1)));
        Optional<InputScale> scale = scale(node);
        scale.ifPresent(this::take);
        inPlaceOf.put(
                node.getName(),
                List.of(scale.map(found ->
                                node.toBuilder().setInput(0, found.taken()).build())
                        .orElse(node)));
        scale.ifPresent(found -> constants.computeIfPresent(
                FrozenGraph.nodeOf(node.getInput(1)), (name, kernel) -> found.scaled(kernel)));
        fused.absorbed().forEach(each -> absorbed.add(each.getName()));
    }

    private boolean isFixed(String kernel) {
        String name = FrozenGraph.nodeOf(kernel);
        return constants.containsKey(name)
                || Objects.requireNonNull(byName.get(name)).getOp().equals(FrozenConstant.TYPE);
    }

    private void take(InputScale scale) {
        scale.absorbed().forEach(node -> absorbed.add(node.getName()));
        scale.node().ifPresent(difference -> {
            FrozenConstant mean = scale.shift();
            constants.put(mean.name(), mean);
            inPlaceOf.put(difference.getName(), List.of(mean.node(), difference));
        });
    }

    /** The divisions of the images that a convolution takes. */
    private Optional<InputScale> scale(NodeDef convolution) {
        FrozenConstant kernel = constants.get(FrozenGraph.nodeOf(convolution.getInput(1)));
        if (kernel == null
                || kernel.variable().isEmpty()
                || readers.getOrDefault(kernel.name(), List.of()).size() != 1) {
            return Optional.empty();
        }
        int channels = Math.toIntExact(kernel.shape().get(INPUT_CHANNELS));
        return InputScale.before(
                convolution.getInput(0),
                channels,
                byName,
                node -> readers.getOrDefault(node.getName(), List.of()).size() == 1 && !kept.contains(node.getName()));
    }

    private Optional<FusedConvolution> find(NodeDef convolution) {
        return after(convolution, "BiasAdd")
                .filter(bias -> bias.getInput(0).equals(convolution.getName()))
                .map(bias -> {
                    Optional<NodeDef> sum = after(bias, "Add", "AddV2").filter(found -> isOfEqualShapes(found, bias));
                    Optional<String> addend = sum.map(found -> addend(found, bias));
                    Optional<NodeDef> relu = after(sum.orElse(bias), "Relu");
                    return new FusedConvolution(pads(convolution), convolution, bias, sum, addend, relu);
                });
    }

    private Optional<ConvolutionPads> pads(NodeDef convolution) {
        return ConvolutionPads.before(convolution, byName)
                .filter(found -> after(found.pad(), convolution.getOp()).isPresent());
    }

    /** The one operation that reads a node, if it is of these types and not yet part of another convolution. */
    private Optional<NodeDef> after(NodeDef node, String... types) {
        List<NodeDef> reading = readers.getOrDefault(node.getName(), List.of());
        if (reading.size() != 1 || kept.contains(node.getName())) {
            return Optional.empty();
        }
        return Optional.of(reading.get(0))
                .filter(found -> Arrays.asList(types).contains(found.getOp()) && !absorbed.contains(found.getName()));
    }

    private static String addend(NodeDef sum, NodeDef bias) {
        return sum.getInput(sum.getInput(0).equals(bias.getName()) ? 1 : 0);
    }

    /** A value that is repeated along a dimension cannot be fused. */
    private boolean isOfEqualShapes(NodeDef sum, NodeDef bias) {
        Shape one = shapes.get(bias.getName());
        Shape other = shapes.get(addend(sum, bias));
        // Shapes with an unknown batch size are never equal, but the operands of a sum have the same batch size.
        return one != null && other != null && Arrays.equals(one.asArray(), other.asArray());
    }
}
