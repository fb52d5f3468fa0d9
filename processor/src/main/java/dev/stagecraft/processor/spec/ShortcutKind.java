package dev.stagecraft.processor.spec;

/** How a block's input reaches its sum. */
public enum ShortcutKind {
    /** Unchanged where shape and stride allow, else a 1×1 convolution. */
    PROJECTION,
    /** Always a 1×1 convolution. */
    PROJECTION_EVERYWHERE,
    /** Always unchanged. */
    IDENTITY,
    /** Unchanged, else subsampled with channels of zeros. */
    ZERO_PADDED,
    /** Unchanged, else an average pool and a 1×1 convolution. */
    POOLED_PROJECTION,
    /** There is none. */
    NONE
}
