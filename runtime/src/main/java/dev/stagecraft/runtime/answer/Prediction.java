package dev.stagecraft.runtime.answer;

import java.util.List;

/**
 * The answer for one picture.
 *
 * @param classes all classes, the most likely one first; of equally likely ones that with the smaller index first
 * @param features the pooled features that the probabilities are made of; empty if the network does not end in a dense layer
 */
public record Prediction(List<ClassProbability> classes, List<Float> features) {
    /** Copies the lists. */
    public Prediction {
        classes = List.copyOf(classes);
        features = features instanceof Floats ? features : Floats.of(features);
    }

    /** The most likely class. */
    public ClassProbability best() {
        return classes.get(0);
    }

    /**
     * The most likely classes, in the order of {@link #classes}.
     *
     * @param count at least 0; if there are fewer classes, all of them are returned
     */
    public List<ClassProbability> top(int count) {
        return classes.subList(0, Math.min(count, classes.size()));
    }
}
