package dev.stagecraft.runtime.step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Convolutions in 16 bits, and with them what stands between them. Weights, statistics, means, the head and the loss stay
 * in float32 (Micikevicius and others, <i>Mixed Precision Training</i>, 2018, sections 3.1 and 3.3): a kernel is rounded
 * each time it is used, so that small changes add up in its float32 value.
 */
final class MixedPrecision implements GraphPass {
    /** Where the time goes; each is computed in 16 bits whatever stands before it. */
    private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");

    /**
     * Operations that are limited by memory, and those that ask for a shape alone: in 16 bits after such an operation, and in
     * float32 elsewhere. What sums many values, such as a mean or a matrix product, is not among them.
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

    MixedPrecision(LowPrecision low) {
        this.low = low;
    }

    @Override
    public Forward apply(Graph graph, Ops tf, Forward forward) {
        Set<GraphOperation> needed = needed(forward);
        OperationCopies copies = new OperationCopies(tf, low);
        // A graph lists its operations in the order they were made, inputs before those that take them.
        graph.operations().forEachRemaining(operation -> {
            if (needed.contains(operation)) {
                if (isLow(operation, copies)) {
                    copies.addLow(operation);
                } else if (copies.isChangedBefore(operation)) {
                    copies.addAsItIs(operation);
                }
            }
        });
        NetworkGraph.Outputs outputs = forward.outputs();
        return new Forward(
                new NetworkGraph.Outputs(
                        copies.of(outputs.logits().asOutput()).expect(TFloat32.class),
                        copies.of(outputs.loss().asOutput()).expect(TFloat32.class),
                        copies.of(outputs.correct().asOutput()).expect(TInt32.class)),
                forward.statistics().stream()
                        .map(each -> new StatisticUpdate(
                                each.variable(),
                                copies.of(each.next().asOutput()).expect(TFloat32.class)))
                        .toList(),
                copies.all());
    }

    private static boolean isLow(GraphOperation operation, OperationCopies copies) {
        return CONVOLUTIONS.contains(operation.type())
                ? operation.attributes().getAttrType("T") == DataType.DT_FLOAT
                : FOLLOWING.contains(operation.type()) && copies.isLowBefore(operation);
    }

    /** Every operation that the outputs or the statistics depend on. */
    private static Set<GraphOperation> needed(Forward forward) {
        NetworkGraph.Outputs outputs = forward.outputs();
        List<Operand<?>> ends = new ArrayList<>(List.of(outputs.logits(), outputs.loss(), outputs.correct()));
        forward.statistics().forEach(each -> ends.add(each.next()));
        Deque<GraphOperation> open = new ArrayDeque<>();
        ends.forEach(end -> open.push((GraphOperation) end.asOutput().op()));
        Set<GraphOperation> needed = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (needed.add(operation)) {
                operation
                        .inputs()
                        .forEach(input ->
                                open.push((GraphOperation) input.asOutput().op()));
                open.addAll(operation.controlInputs());
            }
        }
        return needed;
    }
}
