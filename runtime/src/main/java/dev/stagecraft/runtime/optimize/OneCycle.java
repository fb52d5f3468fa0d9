package dev.stagecraft.runtime.optimize;

import dev.stagecraft.runtime.metric.Progress;

/**
 * A rate that rises along half a cosine to the learning rate and then falls along half a cosine to almost 0 (Smith, Topin,
 * <i>Super-Convergence</i>, 2018). The rates are those of PyTorch's {@code OneCycleLR} with {@code anneal_strategy='cos'},
 * step for step. It does not change the momentum, which PyTorch's does unless it is told not to.
 *
 * <p>Of T steps, numbered from 0, step rise · T − 1 has the learning rate itself and step T − 1 has the lowest rate.
 *
 * @param rise the share of all steps in which the rate rises, above 0 and below 1
 * @param startDivisor the learning rate is divided by this at the first step, at least 1
 * @param endDivisor the rate of the first step is divided by this at the last step, at least 1
 */
public record OneCycle(double rise, double startDivisor, double endDivisor) implements Schedule {
    /** PyTorch's defaults: from 1/25 of the rate up over 30 % of the steps, then down to 1/10,000 of the first rate. */
    public static final OneCycle DEFAULT = new OneCycle(0.3, 25, 1e4);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public OneCycle {
        Ranges.require(rise > 0 && rise < 1, "rise of one cycle", rise, "above 0 and below 1; 0.3 is usual");
        divisor("start", startDivisor);
        divisor("end", endDivisor);
    }

    private static void divisor(String which, double found) {
        Ranges.require(
                found >= 1 && Float.isFinite((float) found),
                which + " divisor of one cycle",
                found,
                "at least 1 and finite as float32");
    }

    @Override
    public double rate(double base, Progress done, RunLength run) {
        double steps = (double) run.stepsPerEpoch() * run.epochs();
        double top = rise * steps - 1;
        double last = steps - 1;
        double step = Math.min((double) done.step(), last);
        double start = base / startDivisor;
        if (step < top) {
            return between(start, base, step / top);
        }
        return between(base, start / endDivisor, (step - top) / (last - top));
    }

    private static double between(double from, double to, double share) {
        return to + (from - to) / 2 * (1 + StrictMath.cos(Math.PI * share));
    }

    @Override
    public String describe() {
        return "one cycle, rise " + rise + ", start divisor " + startDivisor + ", end divisor " + endDivisor;
    }
}
