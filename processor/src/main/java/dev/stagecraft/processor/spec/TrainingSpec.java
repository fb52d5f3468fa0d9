package dev.stagecraft.processor.spec;

/** How a network is trained where nobody says otherwise. */
public record TrainingSpec(int epochs, int batchSize, double learningRate) {
    /** D2L's settings for Fashion-MNIST, which hold where nothing is declared. */
    public static final TrainingSpec DEFAULT = new TrainingSpec(5, 256, 0.05);
}
