package dev.stagecraft.processor.spec;

/** What convolutions are trained in; the annotations' constant of the same name says more. */
public enum PrecisionKind {
    /** Numbers of 32 bits. */
    FLOAT32,
    /** Numbers of 16 bits with the exponents of float32. */
    BFLOAT16
}
