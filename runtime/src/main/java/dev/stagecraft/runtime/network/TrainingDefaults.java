package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;

/**
 * How a network was declared to be trained where nobody says otherwise.
 *
 * @param epochs times that all images are seen, 1 or more
 * @param batchSize images in a step, 1 or more
 * @param learningRate what the schedule starts from, above 0
 * @param optimizer how weights follow their gradients
 * @param schedule how the learning rate goes
 */
public record TrainingDefaults(int epochs, int batchSize, double learningRate, Optimizer optimizer, Schedule schedule) {
    /** Plain stochastic gradient descent at a constant rate. */
    public TrainingDefaults(int epochs, int batchSize, double learningRate) {
        this(epochs, batchSize, learningRate, Sgd.PLAIN, new Constant());
    }
}
