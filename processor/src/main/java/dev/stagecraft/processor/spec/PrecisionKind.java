package dev.stagecraft.processor.spec;

/** The precision of convolutions in training. The annotation's constants of the same names say more. */
public enum PrecisionKind {
    /** Numbers of 32 bits. */
    FLOAT32,
    /** Numbers of 16 bits with the range of float32. */
    BFLOAT16,
    /** Numbers of 16 bits with more significant bits and a smaller range. */
    FLOAT16,
    /** What a run decides at its start. */
    AUTO
}
