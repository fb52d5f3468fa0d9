package dev.stagecraft.runtime.report;

import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.RunPlan;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Estimates how long a training still takes, from the time that its images have taken so far. Give it to a trainer as a
 * listener, or pass on the calls that your own listener gets.
 */
public final class TimeLeft implements TrainListener {
    /** How many times as long a training image takes as an evaluated one, as long as nothing was evaluated. */
    private static final double TRAINING_FACTOR = 3;

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private final LongSupplier nanos;
    private RunPlan plan;
    private long last;
    private boolean warm;
    private long trainingLeft;
    private long evaluationLeft;
    private double trainingNanos;
    private long trained;
    private double evaluationNanos;
    private long evaluated;
    private int evaluatedOfPart;

    /** An estimate for one training. */
    public TimeLeft() {
        this(System::nanoTime);
    }

    /**
     * As {@link #TimeLeft()}, by another clock.
     *
     * @param nanos a time in nanoseconds, from any start
     */
    public TimeLeft(LongSupplier nanos) {
        this.nanos = nanos;
        this.plan = new RunPlan(1, 1, 0, 0, 0, Progress.START);
    }

    @Override
    public void runStarted(RunPlan started) {
        plan = started;
        count(started.from().epochs());
    }

    /** What is left after some epochs. */
    private void count(int done) {
        long epochs = (long) plan.epochs() - done;
        trainingLeft = epochs * plan.images();
        evaluationLeft = epochs == 0 ? 0 : epochs * plan.evaluated() + plan.tested();
    }

    @Override
    public void epochStarted(int epoch, int images, long seen) {
        trainingLeft -= seen;
        last = nanos.getAsLong();
    }

    @Override
    public void stepDone(StepResult step) {
        double taken = taken();
        trainingLeft -= step.images();
        // The first step prepares the graph and takes longer than all others.
        if (warm) {
            trainingNanos += taken;
            trained += step.images();
        }
        warm = true;
    }

    @Override
    public void evaluating() {
        evaluatedOfPart = 0;
        last = nanos.getAsLong();
    }

    @Override
    public void evaluated(int seen, int images) {
        evaluationNanos += taken();
        int more = seen - evaluatedOfPart;
        evaluatedOfPart = seen == images ? 0 : seen;
        evaluated += more;
        evaluationLeft -= more;
    }

    @Override
    public void epochDone(EpochResult result) {
        count(result.progress().epochs());
    }

    private double taken() {
        long now = nanos.getAsLong();
        double taken = now - last;
        last = now;
        return taken;
    }

    /** The time that training and evaluation still take; empty before there is something to estimate it from. */
    public Optional<Duration> estimate() {
        if (trained == 0 && (trainingLeft > 0 || evaluated == 0)) {
            return Optional.empty();
        }
        double ofTrained = trained == 0 ? 0 : trainingNanos / trained;
        double ofEvaluated = evaluated == 0 ? ofTrained / TRAINING_FACTOR : evaluationNanos / evaluated;
        double all = Math.max(0, trainingLeft * ofTrained + evaluationLeft * ofEvaluated);
        return Optional.of(Duration.ofNanos((long) all));
    }

    /** A time for people, such as {@code 40 s}, {@code 12 min} or {@code 3 h 5 min}. */
    public static String text(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        return seconds < HOUR
                ? seconds / MINUTE + " min"
                : String.format(Locale.ROOT, "%d h %d min", seconds / HOUR, seconds % HOUR / MINUTE);
    }
}
