package dev.stagecraft.runtime.checkpoint;

import java.util.Map;

/**
 * What is saved beside the weights.
 *
 * @param position where in the run
 * @param learningRate of the step that follows
 * @param metrics of the epoch that has just been evaluated, by name; empty in the middle of one
 */
public record Snapshot(Position position, double learningRate, Map<String, Double> metrics) {
    /** Copies the metrics. */
    public Snapshot {
        metrics = Map.copyOf(metrics);
    }
}
