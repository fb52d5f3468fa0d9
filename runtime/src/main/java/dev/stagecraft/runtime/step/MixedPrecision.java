package dev.stagecraft.runtime.step;

import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;

/**
 * Convolutions in 16 bits, and with them the operations between them. Weights, statistics, means, the head and the loss
 * stay in float32 (Micikevicius and others, <i>Mixed Precision Training</i>, 2018, sections 3.1 and 3.3): a kernel is
 * rounded each time it is used, so that small changes add up in its float32 value.
 */
final class MixedPrecision implements GraphPass {
    /** These take most of the time. Each is computed in 16 bits, whatever comes before it. */
    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

    /**
     * Operations that the speed of memory limits, and those that only ask for a shape. They are in 16 bits after an
     * operation in 16 bits, and in float32 elsewhere. What sums many values, such as a mean or a matrix product, is not
     * among them.
     */
    private static final Set<String> FOLLOWING = Set.of(
            "Add",
            "AddV2",
            "AvgPool",
            "BiasAdd",
            "Erf",
            "FusedBatchNormV3",
            "Identity",
            "LeakyRelu",
            "MaxPool",
            "MirrorPad",
            "Mul",
            "PadV2",
            "Rank",
            "Relu",
            "Shape",
            "Sigmoid",
            "Size",
            "StridedSlice");

    private final LowPrecision low;
    private final boolean direct;

    /** @param direct whether the step runs as it is built, so that operations get their {@link FastForms} here */
    MixedPrecision(LowPrecision low, boolean direct) {
        this.low = low;
        this.direct = direct;
    }

    @Override
    public Forward apply(Graph graph, Ops tf, Forward forward) {
        List<GraphOperation> operations = forward.operations(graph);
        OperationCopies copies = new OperationCopies(tf, low);
        copies.replaceAll(forward.replaced());
        FastForms forms = direct ? FastForms.of(operations, low.type()) : FastForms.NONE;
        copies.addAll(operations, forms, operation -> isLow(operation, copies));
        return copies.forward(forward);
    }

    private static boolean isLow(GraphOperation operation, OperationCopies copies) {
        return CONVOLUTIONS.contains(operation.type())
                ? operation.attributes().getAttrType("T") == DataType.DT_FLOAT
                : FOLLOWING.contains(operation.type()) && copies.isLowBefore(operation);
    }
}
