package dev.stagecraft.dsl;

/** How the input of a block reaches its sum. */
public enum ShortcutKind {
    /**
     * The input itself if the block keeps size and channels, otherwise a 1×1 convolution with the block's stride (He
     * 2015, section 3.3, option B).
     */
    PROJECTION,

    /** A 1×1 convolution in every block (He 2015, section 4.1, option C). */
    PROJECTION_EVERYWHERE,

    /** The input itself in every block; size and channels must never change. */
    IDENTITY,

    /**
     * The input itself if the block keeps size and channels, otherwise every stride-th pixel, followed by channels of
     * zeros (He 2015, section 3.3, option A). The number of channels must never decrease.
     */
    ZERO_PADDED,

    /**
     * As {@link #PROJECTION}, but an average pool has the stride and the 1×1 convolution has stride 1, so that no pixel
     * is skipped ("ResNet-D": He T. et al., <i>Bag of Tricks for Image Classification</i>, 2018, Figure 2 (c)).
     */
    POOLED_PROJECTION,

    /** No shortcut and no sum: the plain network of He 2015, section 3.3. */
    NONE
}
