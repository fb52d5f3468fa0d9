package dev.stagecraft.dsl;

/** Where normalization and activation are in the built-in blocks of a network. */
public enum Order {
    /** After each convolution, the last activation after the sum: "v1" (He 2015, Figure 2). */
    POST_ACTIVATION,

    /**
     * Before each convolution, nothing after the sum: "v2", full pre-activation (He 2016, Figure 4 (e)). Neither
     * normalization nor activation follows the stem's last convolution, because the first block begins with both. One
     * more normalization and activation follow the last stage (He 2016, appendix). A projection has the same input as
     * the first convolution and is not normalized by default.
     */
    PRE_ACTIVATION
}
