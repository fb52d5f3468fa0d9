package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.RunLength;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.step.UpdateRule;

/**
 * How a network is trained. The defaults of the command line are D2L's: 5 epochs, batches of 256, learning rate 0.05,
 * plain stochastic gradient descent.
 *
 * @param epochs times that all images are seen, 1 or more
 * @param batchSize images in a step, 1 or more
 * @param learningRate what the schedule starts from, finite as float32 and above 0
 * @param seed all randomness follows from it
 * @param optimizer how weights follow their gradients
 * @param schedule how the learning rate changes; a warm-up must be shorter than the run, and the rate that a cosine falls
 *     to must be at most the learning rate
 * @param skipBadSteps whether a step whose loss or gradient is no number is passed over; without it such a loss ends the
 *     run
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        double learningRate,
        long seed,
        Optimizer optimizer,
        Schedule schedule,
        boolean skipBadSteps) {
    /**
     * Checks the range of each; {@link #requireFittingEachOther} holds them against each other.
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

    /**
     * Checks that the settings fit each other, as a run begins: a schedule's own numbers are right by themselves, here they
     * meet those of the run. A run that was begun with others, by an earlier version, goes on with them.
     *
     * @throws BadInputException where two do not fit; the message has both
     */
    public void requireFittingEachOther() {
        int left = epochs;
        Schedule rest = schedule;
        while (rest instanceof WarmUp warmUp) {
            require(
                    warmUp.epochs() == 0 || warmUp.epochs() < left,
                    "number of warm-up epochs",
                    warmUp.epochs(),
                    "below the " + left + " epochs of the whole training; train for more epochs, or warm up for fewer");
            left -= warmUp.epochs();
            rest = warmUp.then();
        }
        if (rest instanceof Cosine cosine) {
            require(
                    cosine.low() <= learningRate,
                    "lowest learning rate",
                    cosine.low(),
                    "at most the learning rate of " + learningRate);
        }
    }

    /** Plain stochastic gradient descent at a constant rate. */
    public TrainingOptions(int epochs, int batchSize, double learningRate, long seed) {
        this(epochs, batchSize, learningRate, seed, Sgd.PLAIN, new Constant(), false);
    }

    /** As a network was declared to be trained. */
    public static TrainingOptions of(TrainingDefaults declared, long seed) {
        return new TrainingOptions(
                declared.epochs(),
                declared.batchSize(),
                declared.learningRate(),
                seed,
                declared.optimizer(),
                declared.schedule(),
                false);
    }

    /** The same for another number of epochs. */
    public TrainingOptions withEpochs(int number) {
        return new TrainingOptions(number, batchSize, learningRate, seed, optimizer, schedule, skipBadSteps);
    }

    /** The same by another optimiser, from another learning rate. */
    public TrainingOptions withOptimizer(Optimizer other, double rate) {
        return new TrainingOptions(epochs, batchSize, rate, seed, other, schedule, skipBadSteps);
    }

    /** The same with another schedule. */
    public TrainingOptions withSchedule(Schedule other) {
        return new TrainingOptions(epochs, batchSize, learningRate, seed, optimizer, other, skipBadSteps);
    }

    /** The same, passing over steps whose loss or gradient is no number. */
    public TrainingOptions skippingBadSteps() {
        return new TrainingOptions(epochs, batchSize, learningRate, seed, optimizer, schedule, true);
    }

    /** The rate of the next step. */
    double rate(Progress done, int stepsPerEpoch) {
        RunLength run = new RunLength(stepsPerEpoch, epochs);
        return UserCalls.rate(schedule, () -> schedule.rate(learningRate, done, run));
    }

    /**
     * As {@link #rate}, for the next step, as a checkpoint records it. At the end of a run there is none, and where a schedule
     * fails the weights are saved all the same: then it is the rate that the schedule starts from.
     */
    double rateForTheRecord(Progress done, int stepsPerEpoch) {
        try {
            return rate(done, stepsPerEpoch);
        } catch (BadInputException | RunFailedException e) {
            // The step that needs this rate reports the failure.
            return learningRate;
        }
    }

    UpdateRule updateRule() {
        return new UpdateRule(optimizer, skipBadSteps);
    }

    private static void require(boolean right, String what, Object found, String expected) {
        if (!right) {
            throw new BadInputException("the " + what + " is " + found + "; it must be " + expected);
        }
    }
}
