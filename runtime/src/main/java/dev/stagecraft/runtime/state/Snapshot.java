package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.metric.Progress;
import java.util.Map;

/**
 * What is saved beside the weights.
 *
 * @param progress where in the run
 * @param learningRate of the step that follows
 * @param metrics of the epoch that has just been evaluated, by name; empty in the middle of one
 * @param preprocessing of images
 */
public record Snapshot(
        Progress progress, double learningRate, Map<String, Double> metrics, Preprocessing preprocessing) {
    /** Copies the metrics. */
    public Snapshot {
        metrics = Map.copyOf(metrics);
    }
}
