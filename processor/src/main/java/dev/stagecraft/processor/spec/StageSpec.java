package dev.stagecraft.processor.spec;

import java.util.Optional;

/**
 * One stage.
 *
 * @param channels of every block; a bottleneck block gives a multiple
 * @param blocks number of blocks
 * @param stride of the first block; {@link #BY_POSITION} stands for 1 in the first stage and 2 later
 * @param block built-in kind of every block, where one is said
 * @param custom block of the developer's own, where one is named
 * @param recompute whether training computes the blocks again in the backward pass
 */
public record StageSpec(
        int channels,
        int blocks,
        int stride,
        Optional<BlockKind> block,
        Optional<CustomBlockSpec> custom,
        boolean recompute) {
    /** The declared value that leaves the stride to the stage's position. */
    public static final int BY_POSITION = 0;

    /** A stage whose activations are kept. */
    public StageSpec(
            int channels, int blocks, int stride, Optional<BlockKind> block, Optional<CustomBlockSpec> custom) {
        this(channels, blocks, stride, block, custom, false);
    }

    /** A stage of built-in blocks whose stride is its position's. */
    public static StageSpec of(int channels, int blocks, BlockKind block) {
        return new StageSpec(channels, blocks, BY_POSITION, Optional.of(block), Optional.empty());
    }

    /** The stride of the stage at a position counted from 0. */
    public int strideAt(int position) {
        if (stride != BY_POSITION) {
            return stride;
        }
        return position == 0 ? 1 : 2;
    }
}
