package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/**
 * Convolutions of a frozen graph in bfloat16, and with them the operations between them. Means, matrix products and the
 * operations before the first convolution stay in float32. The kernels are rounded once, after normalizations were
 * folded into them.
 */
final class LowerPrecision {
    private static final AttrValue LOW =
            AttrValue.newBuilder().setType(DataType.DT_BFLOAT16).build();
    private static final AttrValue HIGH =
            AttrValue.newBuilder().setType(DataType.DT_FLOAT).build();

    /** These take most of the time. Each is computed in bfloat16, whatever comes before it. */
    private static final Set<String> CONVOLUTIONS = Set.of(FusedConvolution.TYPE, "Conv2D", "DepthwiseConv2dNative");

    /**
     * Operations that the speed of memory limits. They are in bfloat16 after an operation in bfloat16, and in float32
     * elsewhere.
     */
    private static final Set<String> FOLLOWING = Set.of(
            "Add",
            "AddV2",
            "AvgPool",
            "BiasAdd",
            "Erf",
            "MaxPool",
            "Maximum",
            "MirrorPad",
            "Mul",
            "PadV2",
            "Relu",
            "Sigmoid");

    private final Map<String, FrozenConstant> given;
    private final Map<String, FrozenConstant> constants = new HashMap<>();
    private final Set<String> low = new HashSet<>();
    private final Set<String> cast = new HashSet<>();
    private final List<NodeDef> nodes = new ArrayList<>();

    /**
     * Changes the precision.
     *
     * @param fused inputs come before what reads them
     * @param constants those of its constants that are made of weights, by name
     */
    LowerPrecision(List<NodeDef> fused, Map<String, FrozenConstant> constants) {
        given = constants;
        fused.forEach(this::add);
    }

    /** The nodes of the graph; inputs come before what reads them. */
    List<NodeDef> nodes() {
        return nodes;
    }

    /** Its constants that are made of weights, by name. */
    Map<String, FrozenConstant> constants() {
        return constants;
    }

    private void add(NodeDef node) {
        if (given.containsKey(node.getName())) {
            // It is added in the precision that it is read in.
            return;
        }
        boolean isAfterLow = node.getInputList().stream().anyMatch(input -> low.contains(FrozenGraph.nodeOf(input)));
        boolean isLow = CONVOLUTIONS.contains(node.getOp()) || (isAfterLow && FOLLOWING.contains(node.getOp()));
        NodeDef.Builder copy = node.toBuilder();
        for (int i = 0; i < node.getInputCount(); i++) {
            // The widths of a padding are integers.
            boolean isValue =
                    !(i == 1 && (node.getOp().equals("PadV2") || node.getOp().equals("MirrorPad")));
            copy.setInput(i, as(isLow && isValue, node.getInput(i)));
        }
        if (isLow) {
            low.add(node.getName());
            copy.putAttr("T", LOW);
            if (node.getOp().equals(FusedConvolution.TYPE)) {
                FusedConvolution.lower(copy);
            }
        }
        nodes.add(copy.build());
    }

    /** An input in the precision that its reader takes. */
    private String as(boolean wanted, String input) {
        String node = FrozenGraph.nodeOf(input);
        FrozenConstant constant = given.get(node);
        if (constant != null) {
            return named(wanted ? constant.lowered() : constant);
        }
        if (low.contains(node) == wanted) {
            return input;
        }
        String name = node + (wanted ? ".lowered" : ".raised");
        if (cast.add(name)) {
            nodes.add(NodeDef.newBuilder()
                    .setName(name)
                    .setOp("Cast")
                    .addInput(input)
                    .putAttr("SrcT", wanted ? HIGH : LOW)
                    .putAttr("DstT", wanted ? LOW : HIGH)
                    .build());
        }
        return name;
    }

    private String named(FrozenConstant constant) {
        if (constants.put(constant.name(), constant) == null) {
            nodes.add(constant.node());
        }
        return constant.name();
    }
}
