package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.metric.Progress;

/**
 * A rate that grows in a straight line before another schedule begins: of n steps of warming up, step t from 1 has t/n
 * of the rate (Goyal and others, <i>Accurate, Large Minibatch SGD</i>, 2017, section 2.2). The other schedule then sees
 * the rest of the run as a run of its own.
 *
 * @param epochs that the rate grows for, 0 or more; with 0 it does not
 * @param then the schedule that follows
 */
public record WarmUp(int epochs, Schedule then) implements Schedule {
    /**
     * Checks the range.
     *
     * @throws dev.stagecraft.runtime.BadInputException where it is not 0 or more
     */
    public WarmUp {
        Ranges.require(epochs >= 0, "number of warm-up epochs", epochs, "at least 0");
    }

    /** A schedule with warm-up before it; without any, the schedule itself. */
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
    public boolean knowsTheEnd() {
        return then.knowsTheEnd();
    }
}
