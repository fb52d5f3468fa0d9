package dev.stagecraft.dsl;

/**
 * What makes feature maps smaller (Zhang, <i>Making Convolutional Networks Shift-Invariant Again</i>, 2019).
 */
public enum Antialias {
    /** Strided convolutions and the stem's max pool. */
    NONE,

    /** A blur, {@link LayerKind#BLUR}. The stem's pool has stride 1, and a blur with its stride follows it. */
    BLUR,

    /**
     * An average pool whose window is as large as the stride. The stem has it in place of the max pool, whose size then
     * has no effect. With {@link Padding#SYMMETRIC} it has no padding: rows and columns at the end that fill no window
     * are left out. This is what timm calls "aa".
     */
    AVERAGE_POOL
}
