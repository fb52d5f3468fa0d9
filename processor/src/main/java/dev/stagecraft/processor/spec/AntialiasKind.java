package dev.stagecraft.processor.spec;

/** What has the strides of built-in blocks and of the stem's pool; the annotations' constant of the same name says more. */
public enum AntialiasKind {
    /** Convolutions and the pool themselves. */
    NONE,
    /** A fixed blur. */
    BLUR,
    /** An average pool whose windows lie side by side. */
    AVERAGE_POOL
}
