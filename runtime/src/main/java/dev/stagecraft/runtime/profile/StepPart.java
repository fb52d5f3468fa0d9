package dev.stagecraft.runtime.profile;

/** The parts of a training step. */
public enum StepPart {
    /** From the images to the loss. */
    FORWARD,
    /** From the loss to the gradients of the weights. */
    BACKWARD,
    /** The optimizer, and the assignment of the moving statistics. */
    UPDATE
}
