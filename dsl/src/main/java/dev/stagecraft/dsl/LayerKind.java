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
     * A factor for every channel, from the channels' means: a convolution over neighboring channels, without bias and with
     * zeros beyond the first and the last, sigmoid, times the layer's input (Wang et al., <i>ECA-Net: Efficient Channel
     * Attention</i>, 2020). Its kernel follows from the number of channels: 3 up to 64, 5 from 128 to 1,024, 7 for 2,048.
     */
    EFFICIENT_CHANNEL_ATTENTION,

    /**
     * A fixed blur of every channel under the kernel [1 2 1] ⊗ [1 2 1] / 16, with reflected edges and without parameters
     * (Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>, 2019). With {@code strided = true} it carries the
     * block's stride in place of a convolution, and is left out of blocks whose stride is 1. Its input has at least 2
     * pixels in height and in width.
     */
    BLUR
}
