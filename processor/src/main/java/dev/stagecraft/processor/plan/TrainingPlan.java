package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.spec.TrainingPart;
import dev.stagecraft.processor.spec.TrainingRows;
import dev.stagecraft.processor.spec.Values;
import java.util.Optional;

/**
 * How a network is trained.
 *
 * @param values of {@link TrainingRows#VALUES}
 * @param optimizer the one that was declared
 * @param schedule the one that was declared
 */
public record TrainingPlan(
        Values values, Optional<TrainingPart.Declared> optimizer, Optional<TrainingPart.Declared> schedule) {
    /** Images in a step. */
    public int batchSize() {
        return values.integer("batchSize");
    }
}
