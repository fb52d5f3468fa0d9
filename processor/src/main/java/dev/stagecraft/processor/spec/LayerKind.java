package dev.stagecraft.processor.spec;

/** The kinds of layers that a block of a developer's own is made of. */
public enum LayerKind {
    /** A convolution. */
    CONVOLUTION,
    /** Batch normalization. */
    NORMALIZATION,
    /** The network's activation. */
    ACTIVATION,
    /** A factor for every channel, from its own mean and those of its neighbors. */
    EFFICIENT_CHANNEL_ATTENTION,
    /** A fixed blur, where pixels are left out. */
    BLUR;

    /** Whether a layer of this kind can carry its block's stride. */
    public boolean canBeStrided() {
        return this == CONVOLUTION || this == BLUR;
    }
}
