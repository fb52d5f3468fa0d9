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
    BFLOAT16,

    /**
     * Numbers of 16 bits with 11 significant bits, from 6e-8 to 65,504, on a GPU only. The loss is multiplied by a
     * scale, so that small gradients do not become 0. A step whose gradients overflow is skipped.
     */
    FLOAT16,

    /**
     * {@link #BFLOAT16} on hardware that has it, if its accuracy was measured for this form of network, and {@link
     * #FLOAT32} otherwise. This is decided at the start of a run, and checkpoints keep the decision.
     */
    AUTO
}
