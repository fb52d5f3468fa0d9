package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/** Fuses convolutions of a frozen graph with what follows them. */
final class FusedNodes {
    private final Map<String, Shape> shapes;
    private final Set<String> kept;
    private final Map<String, List<NodeDef>> readers = new HashMap<>();
    private final Set<String> absorbed = new HashSet<>();
    private final Map<String, FusedConvolution> byLast = new HashMap<>();

    private FusedNodes(List<NodeDef> nodes, Map<String, Shape> shapes, Set<String> kept) {
        this.shapes = shapes;
        this.kept = kept;
        for (NodeDef node : nodes) {
            node.getInputList()
                    .forEach(input -> readers.computeIfAbsent(FrozenGraph.nodeOf(input), name -> new ArrayList<>())
                            .add(node));
        }
        for (NodeDef node : nodes) {
            if (node.getOp().equals("Conv2D")) {
                find(node).ifPresent(this::take);
            }
        }
    }

    /**
     * Fuses what can be fused.
     *
     * @param nodes inputs come before what reads them
     * @param shapes of their first outputs
     * @param kept names of nodes that somebody asks for
     */
    static List<NodeDef> of(List<NodeDef> nodes, Map<String, Shape> shapes, Set<String> kept) {
        FusedNodes found = new FusedNodes(nodes, shapes, kept);
        List<NodeDef> fused = new ArrayList<>();
        for (NodeDef node : nodes) {
            FusedConvolution convolution = found.byLast.get(node.getName());
            if (convolution != null) {
                fused.add(convolution.node());
            } else if (!found.absorbed.contains(node.getName())) {
                fused.add(node);
            }
        }
        return fused;
    }

    private void take(FusedConvolution fused) {
        byLast.put(fused.last().getName(), fused);
        fused.absorbed().forEach(node -> absorbed.add(node.getName()));
    }

    private Optional<FusedConvolution> find(NodeDef convolution) {
        return after(convolution, "BiasAdd")
                .filter(bias -> bias.getInput(0).equals(convolution.getName()))
                .map(bias -> {
                    Optional<NodeDef> sum = after(bias, "Add", "AddV2").filter(found -> isOfEqualShapes(found, bias));
                    Optional<String> addend = sum.map(found -> addend(found, bias));
                    Optional<NodeDef> relu = after(sum.orElse(bias), "Relu");
                    return new FusedConvolution(convolution, bias, sum, addend, relu);
                });
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
        return one != null && one.equals(other) && one.numDimensions() == 4;
    }
}
