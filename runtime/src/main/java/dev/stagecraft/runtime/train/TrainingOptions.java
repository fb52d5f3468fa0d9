package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;

/**
 * How a network is trained. The defaults of the command line are D2L's: 5 epochs, batches of 256, learning rate 0.05.
 *
 * @param epochs times that all images are seen, 1 or more
 * @param batchSize images in a step, 1 or more
 * @param learningRate of plain stochastic gradient descent, finite and above 0
 * @param seed all randomness follows from it
 */
public record TrainingOptions(int epochs, int batchSize, double learningRate, long seed) {
    /**
     * Checks the ranges.
     *
     * @throws BadInputException where a value is outside its range
     */
    public TrainingOptions {
        require(epochs >= 1, "epochs", epochs, "1 or more");
        require(batchSize >= 1, "batch size", batchSize, "1 or more");
        // The rate is fed as float32: one that rounds to nothing or to infinity trains nothing.
        float fed = (float) learningRate;
        require(fed > 0 && Float.isFinite(fed), "learning rate", learningRate, "a number above 0, such as 0.05");
    }

    private static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + ", expected is " + expected);
        }
    }
}
