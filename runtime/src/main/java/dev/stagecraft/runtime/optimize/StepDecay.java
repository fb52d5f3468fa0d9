package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * A rate that is multiplied by a factor after every {@code everyEpochs} epochs. He 2015, section 4.2, divides it by 10
 * when the error no longer falls; for ImageNet, every 30 epochs became usual (Goyal and others, <i>Accurate, Large
 * Minibatch SGD</i>, 2017, section 5.1).
 *
 * @param everyEpochs epochs between two decays, at least 1
 * @param factor above 0 and at most 1
 */
public record StepDecay(int everyEpochs, double factor) implements Schedule {
    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public StepDecay {
        Ranges.require(everyEpochs >= 1, "number of epochs between two decays", everyEpochs, "at least 1");
        Ranges.require(factor > 0 && factor <= 1, "decay factor", factor, "above 0 and at most 1; 0.1 is usual");
    }

    @Override
    public double rate(double base, Progress done, RunLength run) {
        long decays = done.step() / run.stepsPerEpoch() / everyEpochs;
        return base * StrictMath.pow(factor, (double) decays);
    }

    @Override
    public String describe() {
        return "step, times " + factor + " every " + everyEpochs + " epochs";
    }

    @Override
    public boolean dependsOnEpochs() {
        return false;
    }
}
