package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.RunPlan;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Prints how far a training is, for logs: lines such as
 * {@code epoch 1 of 5, step 120 of 469, loss 0.8123, 812 images/s, 3 min left}. The loss is the mean over the epoch so
 * far, the rate counts from the line before, and the time is that of the whole run.
 */
public final class ProgressLines implements TrainListener {
    private final PrintStream out;
    private final int everySteps;
    private final long everyNanos;
    private final LongSupplier nanos;
    private final TimeLeft left;
    private RunPlan plan = new RunPlan(1, 1, 0, 0, 0, Progress.START);
    private int epoch;
    private long printed;
    private long measuredFrom;
    private long images;

    private ProgressLines(PrintStream out, int everySteps, long everyNanos, LongSupplier nanos) {
        this.out = out;
        this.everySteps = everySteps;
        this.everyNanos = everyNanos;
        this.nanos = nanos;
        this.left = new TimeLeft(nanos);
        this.printed = nanos.getAsLong();
    }

    /**
     * Prints a line after every so many steps of an epoch.
     *
     * @param out the stream to print to; it is not closed
     * @param steps between two lines, at least 1
     * @throws IllegalArgumentException if it is less
     */
    public static ProgressLines everySteps(PrintStream out, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("the number of steps is " + steps + "; it must be at least 1");
        }
        return new ProgressLines(out, steps, 0, System::nanoTime);
    }

    /**
     * Prints a line when so much time has passed since the last one, also during an evaluation.
     *
     * @param out the stream to print to; it is not closed
     * @param time between two lines, more than zero
     * @throws IllegalArgumentException if it is not
     */
    public static ProgressLines every(PrintStream out, Duration time) {
        return every(out, time, System::nanoTime);
    }

    static ProgressLines every(PrintStream out, Duration time, LongSupplier nanos) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the time between two lines is " + time + "; it must be more than zero");
        }
        return new ProgressLines(out, 0, time.toNanos(), nanos);
    }

    @Override
    public void runStarted(RunPlan started) {
        plan = started;
        left.runStarted(started);
    }

    @Override
    public void epochStarted(int started, int all, long seen) {
        epoch = started;
        left.epochStarted(started, all, seen);
        restart();
    }

    @Override
    public void stepDone(StepResult step) {
        left.stepDone(step);
        images += step.images();
        int done = step.progress().batches();
        if (everySteps > 0 ? done % everySteps == 0 : isTime()) {
            double seconds = (nanos.getAsLong() - measuredFrom) / 1e9;
            print(String.format(
                    Locale.ROOT,
                    "step %d of %d, loss %.4f, %.0f images/s",
                    done,
                    plan.stepsPerEpoch(),
                    step.epochLoss(),
                    images / Math.max(seconds, 1e-9)));
            restart();
        }
    }

    @Override
    public void evaluating() {
        left.evaluating();
    }

    @Override
    public void evaluated(int seen, int all) {
        left.evaluated(seen, all);
        if (everySteps == 0 && isTime()) {
            print(String.format(Locale.ROOT, "evaluated %,d of %,d images", seen, all));
        }
    }

    @Override
    public void epochDone(EpochResult result) {
        left.epochDone(result);
    }

    private boolean isTime() {
        return nanos.getAsLong() - printed >= everyNanos;
    }

    private void restart() {
        measuredFrom = nanos.getAsLong();
        images = 0;
    }

    private void print(String what) {
        printed = nanos.getAsLong();
        out.println("epoch " + epoch + " of " + plan.epochs() + ", " + what
                + left.estimate()
                        .map(time -> ", " + TimeLeft.text(time) + " left")
                        .orElse(""));
    }
}
