package dev.stagecraft.dsl;

/** The kinds of {@link Layer}s. */
public enum LayerKind {
    /** A two-dimensional convolution. */
    CONVOLUTION,

    /** Batch normalization. */
    NORMALIZATION,

    /** The network's activation. */
    ACTIVATION,

    /**
     * Multiplies every channel by a factor. The factors are the channels' means, after a convolution over neighboring
     * channels (without bias, with zeros beyond the first and the last channel) and a sigmoid (Wang et al., <i>ECA-Net:
     * Efficient Channel Attention</i>, 2020). The size of its kernel depends on the number of channels: 3 up to 64, 5
     * from 128 to 1,024, 7 for 2,048.
     */
    EFFICIENT_CHANNEL_ATTENTION,

    /**
     * Blurs every channel with the fixed kernel [1 2 1] ⊗ [1 2 1] / 16, with reflected edges and without parameters
     * (Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>, 2019). With {@code strided = true} it has the
     * stride of the block instead of a convolution, and is left out of blocks with stride 1. Its input must have at
     * least 2 pixels in height and in width.
     */
    BLUR
}
