package dev.stagecraft.processor.spec;

import java.util.List;

/**
 * How a network is trained where nobody says otherwise.
 *
 * @param optimizers all that were declared; right is at most one
 * @param warmUpEpochs epochs in which the rate grows before its schedule begins
 * @param schedules all that were declared; right is at most one
 */
public record TrainingSpec(
        int epochs,
        int batchSize,
        double learningRate,
        List<OptimizerSpec> optimizers,
        int warmUpEpochs,
        List<ScheduleSpec> schedules) {
    /** D2L's settings for Fashion-MNIST, which hold where nothing is declared. */
    public static final TrainingSpec DEFAULT = new TrainingSpec(5, 256, 0.05, List.of(), 0, List.of());

    /** Copies the lists. */
    public TrainingSpec {
        optimizers = List.copyOf(optimizers);
        schedules = List.copyOf(schedules);
    }
}
