package dev.stagecraft.dsl;

/** The kinds of {@link Layer}s. */
public enum LayerKind {
    /** A two-dimensional convolution. */
    CONVOLUTION,

    /** Batch normalisation. */
    NORMALIZATION,

    /** The network's activation. */
    ACTIVATION
}
