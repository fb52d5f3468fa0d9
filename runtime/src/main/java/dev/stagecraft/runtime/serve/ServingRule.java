package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.host.OperationTypes;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** What becomes of an operation of the evaluation graph where a network only answers. */
enum ServingRule {
    /** Computes the same wherever it stands. */
    COPIED,
    /** Gives what it takes, and vanishes. */
    PASSED,
    /** Becomes a constant where something reads it. */
    VARIABLE,
    /** Becomes part of the convolution before it, or is copied where there is none. */
    FOLDED;

    /** Those that generated code and the preprocessing are made of. */
    private static final Map<String, ServingRule> BY_TYPE = new HashMap<>();

    static {
        for (String type : new String[] {
            "Add",
            "AddV2",
            "AvgPool",
            "BiasAdd",
            "Cast",
            "Const",
            "Conv2D",
            "DepthwiseConv2dNative",
            "Div",
            "Erf",
            "MatMul",
            "MaxPool",
            "Maximum",
            "Mean",
            "MirrorPad",
            "Mul",
            "PadV2",
            "Placeholder",
            "Relu",
            "Reshape",
            "ResizeBilinear",
            "Sigmoid",
            "StridedSlice",
            "Sub"
        }) {
            BY_TYPE.put(type, COPIED);
        }
        BY_TYPE.put("Identity", PASSED);
        BY_TYPE.put("VarHandleOp", VARIABLE);
        BY_TYPE.put("ReadVariableOp", VARIABLE);
        BY_TYPE.put("FusedBatchNormV3", FOLDED);
    }

    /**
     * The rule for an operation. One that no row names, in a network written by hand, is copied where TensorFlow says that
     * it has no state.
     *
     * @throws IllegalStateException if it cannot be served
     */
    static ServingRule of(NodeDef node) {
        if (node.getInputList().stream().anyMatch(input -> input.startsWith("^"))) {
            throw refused(node, "waits for another operation, but a serving graph keeps no such order");
        }
        ServingRule rule = BY_TYPE.get(node.getOp());
        if (rule != null) {
            return rule;
        }
        if (node.getAttrMap().values().stream().anyMatch(value -> value.hasFunc())) {
            throw refused(node, "calls a function of the graph, and functions are not copied");
        }
        if (OperationTypes.of(node.getOp()).map(OpDef::getIsStateful).orElse(true)) {
            throw refused(node, "has state, but a serving graph has none");
        }
        return COPIED;
    }

    /** Whether a row names the type. None of these takes lists. */
    static boolean isNamed(String type) {
        return BY_TYPE.containsKey(type);
    }

    private static IllegalStateException refused(NodeDef node, String why) {
        return new IllegalStateException(
                node.getName() + " (" + node.getOp() + ") cannot be part of a serving graph: it " + why
                        + "; build it in the training phase only, or from other operations");
    }
}
