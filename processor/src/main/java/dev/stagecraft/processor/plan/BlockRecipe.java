package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.BlockKind;
import dev.stagecraft.processor.spec.BottleneckSpec;
import java.util.List;

/**
 * What a block does between its input and its sum, as data: kinds of blocks are rows here, never code of their own.
 *
 * @param body in the order it runs
 * @param expansion output channels for each of the stage's
 */
record BlockRecipe(List<Part> body, int expansion) {
    private static final Part NORM = new Norm();
    private static final Part RELU = new Activation();

    BlockRecipe {
        body = List.copyOf(body);
    }

    /** One entry of a body. */
    sealed interface Part {}

    /**
     * A convolution.
     *
     * @param kernel height and width in pixels
     * @param strided whether it carries the block's stride
     * @param widening output channels for each of the stage's
     */
    record Convolution(int kernel, boolean strided, int widening) implements Part {}

    /** Batch normalisation. */
    record Norm() implements Part {}

    /** The rectifier. */
    record Activation() implements Part {}

    static BlockRecipe of(BlockKind kind, BottleneckSpec bottleneck) {
        return switch (kind) {
            case BASIC ->
                new BlockRecipe(
                        List.of(new Convolution(3, true, 1), NORM, RELU, new Convolution(3, false, 1), NORM), 1);
            case BOTTLENECK -> {
                boolean first = bottleneck.strideOnFirst();
                int expansion = bottleneck.expansion();
                yield new BlockRecipe(
                        List.of(
                                new Convolution(1, first, 1),
                                NORM,
                                RELU,
                                new Convolution(3, !first, 1),
                                NORM,
                                RELU,
                                new Convolution(1, false, expansion),
                                NORM),
                        expansion);
            }
        };
    }
}
