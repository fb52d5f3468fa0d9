package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;

/**
 * A rate that grows linearly before another schedule begins: in a warm-up of n steps, step t (from 1) has t/n of the
 * rate (Goyal and others, <i>Accurate, Large Minibatch SGD</i>, 2017, section 2.2). For the other schedule, the rest of
 * the run is a whole run.
 *
 * @param epochs of warm-up, at least 0; 0 for none
 * @param then the schedule that follows
 */
public record WarmUp(int epochs, Schedule then) implements Schedule {
    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException if it is below 0
     */
    public WarmUp {
        Ranges.require(epochs >= 0, "number of warm-up epochs", epochs, "at least 0");
    }

    /** A schedule with a warm-up before it, or the schedule itself if {@code epochs} is 0. */
    public static Schedule before(Schedule schedule, int epochs) {
        return epochs == 0 ? schedule : new WarmUp(epochs, schedule);
    }

    @Override
    public double rate(double base, Progress done, RunLength run) {
        long steps = (long) epochs * run.stepsPerEpoch();
        if (done.step() < steps) {
            return base * (done.step() + 1) / steps;
        }
        int left = Math.max(run.epochs() - epochs, 1);
        Progress rest = done.withoutFirst(epochs, run.stepsPerEpoch());
        return UserCalls.rate(then, () -> then.rate(base, rest, new RunLength(run.stepsPerEpoch(), left)));
    }

    @Override
    public String describe() {
        return UserCalls.text(then, "describe()", then::describe) + ", after " + epochs + " epochs of warm-up";
    }

    @Override
    public boolean dependsOnEpochs() {
        return then.dependsOnEpochs();
    }
}
