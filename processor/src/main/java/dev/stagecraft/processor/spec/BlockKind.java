package dev.stagecraft.processor.spec;

/** The built-in kinds of blocks. */
public enum BlockKind {
    /** Two 3×3 convolutions. */
    BASIC,
    /** 1×1, 3×3, 1×1. */
    BOTTLENECK
}
