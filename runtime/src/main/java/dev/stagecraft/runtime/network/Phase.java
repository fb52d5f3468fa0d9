package dev.stagecraft.runtime.network;

/** What a network's graph is built for. */
public enum Phase {
    /** Batch normalization by the batch at hand; its moving statistics are updated at each step. */
    TRAINING,

    /** Batch normalization by the moving statistics; nothing is updated. */
    EVALUATION
}
