package dev.stagecraft.processor.spec;

/**
 * One layer of a developer's own block; all but the kind belongs to convolutions.
 *
 * @param kind what it is
 * @param kernel height and width in pixels
 * @param strided whether it carries the block's stride
 * @param width output channels for each of the stage's
 * @param groups that channels are divided into
 */
public record LayerSpec(LayerKind kind, int kernel, boolean strided, double width, int groups) {}
