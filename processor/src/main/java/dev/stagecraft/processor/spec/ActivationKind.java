package dev.stagecraft.processor.spec;

/** The activations there are. */
public enum ActivationKind {
    /** {@code max(x, 0)}. */
    RELU,
    /** A slope of 0.01 below 0. */
    LEAKY_RELU,
    /** {@code x · sigmoid(x)}. */
    SILU,
    /** {@code x · Φ(x)}. */
    GELU
}
