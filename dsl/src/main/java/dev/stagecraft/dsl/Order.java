package dev.stagecraft.dsl;

/** Where normalization and activation stand in a network's built-in blocks. */
public enum Order {
    /** After each convolution, the last activation after the sum: "v1" (He 2015, Figure 2). */
    POST_ACTIVATION,

    /**
     * Before each convolution, nothing after the sum: "v2", full pre-activation (He 2016, Figure 4 (e)). The stem's last
     * convolution is neither normalized nor activated, as the first block begins with that; one more normalization and
     * activation follow the last stage (He 2016, appendix). A projection takes what the first convolution takes, and is by default not
     * normalized.
     */
    PRE_ACTIVATION
}
