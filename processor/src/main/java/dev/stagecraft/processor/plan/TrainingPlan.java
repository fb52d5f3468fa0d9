package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.Values;
import java.util.List;
import java.util.Optional;

/**
 * How a network is trained.
 *
 * @param values of {@link TrainingRows#VALUES}
 * @param optimizer the one that was declared
 * @param schedule the one that was declared
 * @param augmentation what is done to images, in that order
 * @param recomputed numbers of the stages whose blocks are computed again in the backward pass, counted from 1
 */
public record TrainingPlan(
        Values values,
        Optional<TrainingPart.Declared> optimizer,
        Optional<TrainingPart.Declared> schedule,
        List<TrainingPart.Declared> augmentation,
        List<Integer> recomputed) {
    /** Copies the lists. */
    public TrainingPlan {
        augmentation = List.copyOf(augmentation);
        recomputed = List.copyOf(recomputed);
    }

    /** Images in a step. */
    public int batchSize() {
        return values.integer("batchSize");
    }
}
