package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.recompute.BlockConvolution;
import dev.stagecraft.runtime.recompute.RecomputedBlock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;

/** Operations of one block, in the order of the graph. */
final class BlockOperations {
    /** Their gradients need none of the values that they take. */
    private static final Set<String> SUMS = Set.of("Add", "AddV2");

    /** What TensorFlow may compute together with a convolution, and whose gradient does not need what it takes. */
    private static final Set<String> WITH_CONVOLUTION = Set.of("BiasAdd", "Relu");

    private final String name;
    private final int stage;
    private final List<GraphOperation> operations = new ArrayList<>();

    BlockOperations(String name, int stage) {
        this.name = name;
        this.stage = stage;
    }

    void add(GraphOperation operation) {
        operations.add(operation);
    }

    List<GraphOperation> operations() {
        return operations;
    }

    /** What the block computes. */
    RecomputedBlock values(ForwardBlocks all) {
        Set<GraphOperation> inside = Set.copyOf(operations);
        Set<Output<?>> entering = new HashSet<>();
        List<BlockConvolution> convolutions = new ArrayList<>();
        for (GraphOperation operation : operations) {
            for (int i = 0; i < operation.numInputs(); i++) {
                Output<?> input = operation.input(i);
                if (all.isFed(input) && !inside.contains((GraphOperation) input.op())) {
                    entering.add(input);
                }
            }
            if (operation.type().equals("Conv2D")) {
                convolutions.add(convolution(operation, all));
            }
        }
        long input = entering.stream().mapToLong(each -> values(each.shape())).sum();
        return new RecomputedBlock(name, stage, input, convolutions);
    }

    private static BlockConvolution convolution(GraphOperation operation, ForwardBlocks all) {
        Output<?> output = operation.output(0);
        Shape kernel = operation.input(1).shape();
        long values = values(output.shape());
        return new BlockConvolution(
                operation.name(),
                values,
                values * kernel.get(0) * kernel.get(1) * kernel.get(2),
                all.takers().of(result(output, all)).stream().allMatch(each -> SUMS.contains(each.type())));
    }

    /**
     * What gradients read of a convolution. TensorFlow computes a convolution together with what takes nothing but it, so it
     * must not be read before.
     */
    static Output<?> result(Output<?> convolution, ForwardBlocks all) {
        Output<?> result = convolution;
        List<GraphOperation> takers = all.takers().of(result);
        while (takers.size() == 1 && WITH_CONVOLUTION.contains(takers.get(0).type())) {
            result = takers.get(0).output(0);
            takers = all.takers().of(result);
        }
        return result;
    }

    /** Of one image: the first size is that of the batch. */
    private static long values(Shape shape) {
        long values = 1;
        for (int i = 1; i < shape.numDimensions(); i++) {
            values *= Math.max(1, shape.get(i));
        }
        return values;
    }
}
