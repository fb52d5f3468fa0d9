package dev.stagecraft.processor.spec;

/**
 * One stage.
 *
 * @param channels of every block; a bottleneck block gives a multiple
 * @param blocks number of blocks
 * @param stride of the first block; {@link #BY_POSITION} stands for 1 in the first stage and 2 later
 * @param block kind of every block
 */
public record StageSpec(int channels, int blocks, int stride, BlockKind block) {
    /** The declared value that leaves the stride to the stage's position. */
    public static final int BY_POSITION = 0;

    /** The stride of the stage at a position counted from 0. */
    public int strideAt(int position) {
        if (stride != BY_POSITION) {
            return stride;
        }
        return position == 0 ? 1 : 2;
    }
}
