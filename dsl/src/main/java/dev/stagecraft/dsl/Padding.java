package dev.stagecraft.dsl;

/** How convolutions and pools are padded at the edges of an image. */
public enum Padding {
    /** {@code (kernel − 1) / 2} pixels on every side, rounded down, as in He 2015. */
    SYMMETRIC,

    /**
     * TensorFlow's SAME: the output has {@code ceil(size / stride)} pixels. If the padding is uneven, bottom and right
     * have the extra pixel.
     */
    SAME
}
