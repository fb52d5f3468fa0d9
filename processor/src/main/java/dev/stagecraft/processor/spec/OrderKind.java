package dev.stagecraft.processor.spec;

/** Where normalization and activation stand in built-in blocks. */
public enum OrderKind {
    /** After each convolution. */
    POST_ACTIVATION,
    /** Before each convolution. */
    PRE_ACTIVATION
}
