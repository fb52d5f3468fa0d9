package dev.stagecraft.dsl;

/**
 * The precision in which the convolutions of a training step are computed. Weights, statistics, the loss and the optimizer's
 * state are always float32, and so are evaluation, answers, checkpoints and exports.
 */
public enum Precision {
    /** Numbers of 32 bits everywhere. */
    FLOAT32,

    /**
     * Numbers of 16 bits with the range of float32 and 8 significant bits, as in mixed-precision training (Micikevicius and
     * others, <i>Mixed Precision Training</i>, 2018). A CPU needs instructions for them.
     */
    BFLOAT16
}
