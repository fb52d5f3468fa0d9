package dev.stagecraft.processor.spec;

/** How windows are padded at the edges. */
public enum PaddingMode {
    /** The same number of pixels on every side: {@code (window − 1) / 2}, rounded down. */
    SYMMETRIC,
    /** TensorFlow's SAME. */
    SAME
}
