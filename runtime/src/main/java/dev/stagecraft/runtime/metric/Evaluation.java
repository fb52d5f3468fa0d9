package dev.stagecraft.runtime.metric;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of an evaluation.
 *
 * @param lossAndAccuracy loss and accuracy over all images
 * @param classes how well each class was recognized
 * @param metrics the values of further metrics, by name
 */
public record Evaluation(LossAndAccuracy lossAndAccuracy, ClassResults classes, Map<String, Double> metrics) {
    /** Copies the values, in the order of their names. */
    public Evaluation {
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
}
