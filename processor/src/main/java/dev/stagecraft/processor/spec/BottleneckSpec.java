package dev.stagecraft.processor.spec;

/**
 * Details of bottleneck blocks.
 *
 * @param expansion output channels for each of the stage's
 * @param strideOnFirst whether the first 1×1 carries the stride, instead of the 3×3
 */
public record BottleneckSpec(int expansion, boolean strideOnFirst) {}
