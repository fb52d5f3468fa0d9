package dev.stagecraft.dsl;

/** The built-in kinds of residual blocks (He 2015, Figure 5); {@link ResidualBlock} declares others. */
public enum Block {
    /** Two 3×3 convolutions. */
    BASIC,

    /** A 1×1 convolution to fewer channels, a 3×3, and a 1×1 to more channels; {@link Bottleneck} sets the details. */
    BOTTLENECK
}
