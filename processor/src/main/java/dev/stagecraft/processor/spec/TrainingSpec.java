package dev.stagecraft.processor.spec;

import java.util.List;

/**
 * How a network is trained; flags and code override it.
 *
 * @param values of {@link TrainingRows#VALUES}
 * @param optimizers all that were declared; right is at most one
 * @param schedules all that were declared; right is at most one
 * @param augmentation what is done to the images
 */
public record TrainingSpec(
        Values values,
        List<TrainingPart.Declared> optimizers,
        List<TrainingPart.Declared> schedules,
        AugmentationSpec augmentation) {
    /** D2L's settings for Fashion-MNIST, which hold where nothing is declared. */
    public static final TrainingSpec DEFAULT =
            new TrainingSpec(Values.usual(TrainingRows.VALUES), List.of(), List.of(), AugmentationSpec.NONE);

    /** Copies the lists. */
    public TrainingSpec {
        optimizers = List.copyOf(optimizers);
        schedules = List.copyOf(schedules);
    }
}
