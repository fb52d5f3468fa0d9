package dev.stagecraft.processor.spec;

/**
 * Details of bottleneck blocks.
 *
 * @param expansion output channels for each of the stage's
 * @param strideOnFirst whether the first 1×1 carries the stride, instead of the 3×3
 * @param groups of the 3×3
 * @param groupWidth channels of a group in a stage of {@link #REFERENCE_CHANNELS}
 */
public record BottleneckSpec(int expansion, boolean strideOnFirst, int groups, int groupWidth) {
    /** The stage that a group's width is declared for. */
    public static final int REFERENCE_CHANNELS = 64;
}
