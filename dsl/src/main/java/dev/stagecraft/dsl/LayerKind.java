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
    EFFICIENT_CHANNEL_ATTENTION
}
