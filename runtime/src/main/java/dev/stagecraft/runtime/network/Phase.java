package dev.stagecraft.runtime.network;

/** What the graph of a network is built for. */
public enum Phase {
    /** Batch normalization uses the statistics of the batch; each step updates the moving statistics. */
    TRAINING,

    /** Batch normalization uses the moving statistics; nothing is updated. */
    EVALUATION
}
