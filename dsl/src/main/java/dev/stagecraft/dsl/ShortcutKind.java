package dev.stagecraft.dsl;

/** How a block's input reaches its sum. */
public enum ShortcutKind {
    /**
     * Unchanged where the block keeps size and channels; through a 1×1 convolution of the block's stride elsewhere (He
     * 2015, section 3.3, option B).
     */
    PROJECTION,

    /** Through a 1×1 convolution in every block (He 2015, section 4.1, option C). */
    PROJECTION_EVERYWHERE,

    /** Unchanged in every block; size and channels must never change. */
    IDENTITY,

    /**
     * Unchanged where the block keeps size and channels; elsewhere every stride-th pixel, with zeros as further channels
     * (He 2015, section 3.3, option A). Channels must never become fewer.
     */
    ZERO_PADDED,

    /**
     * As {@link #PROJECTION}, but an average pool carries the stride and the 1×1 convolution has none, so that no pixel is
     * passed over ("ResNet-D": He T. et al., <i>Bag of Tricks for Image Classification</i>, 2018, Figure 2 (c)).
     */
    POOLED_PROJECTION,

    /** Not at all: the plain network that He 2015, section 3.3, compares with. */
    NONE
}
