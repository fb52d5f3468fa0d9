package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/** The same rate at every step. */
public record Constant() implements Schedule {
    @Override
    public double rate(double base, Progress done, RunLength run) {
        return base;
    }

    @Override
    public String describe() {
        return "constant";
    }

    @Override
    public boolean dependsOnEpochs() {
        return false;
    }
}
