package dev.stagecraft.processor.plan;

/** How much of the way from the input to a fault a message shows. */
public enum Trail {
    /** The parts of the network before it, and operations that change a shape. */
    SHORT,
    /** Every operation. */
    FULL
}
