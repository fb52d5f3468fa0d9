package dev.stagecraft.runtime.graph;

/**
 * How a network was declared to be trained where nobody says otherwise.
 *
 * @param epochs times that all images are seen, 1 or more
 * @param batchSize images in a step, 1 or more
 * @param learningRate of plain stochastic gradient descent, above 0
 */
public record TrainingDefaults(int epochs, int batchSize, double learningRate) {}
