package dev.stagecraft.cli;

import dev.stagecraft.runtime.report.TimeLeft;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.RunPlan;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows how far an epoch and its evaluation are: images, rate, loss, and the time left of the whole run. */
final class ProgressListener implements TrainListener {
    private final Console console;
    private final TimeLeft left;
    private volatile @Nullable Duration shownLeft;
    private int epochs;
    private String task = "";
    private boolean partEnded;
    private @Nullable ProgressBar bar;

    ProgressListener(Console console) {
        this(console, new TimeLeft());
    }

    ProgressListener(Console console, TimeLeft left) {
        this.console = console;
        this.left = left;
    }

    @Override
    public void runStarted(RunPlan plan) {
        epochs = plan.epochs();
        left.runStarted(plan);
    }

    @Override
    public void epochStarted(int epoch, int images, long seen) {
        left.epochStarted(epoch, images, seen);
        task = "epoch " + epoch + " of " + epochs;
        bar = Bars.startPart(console, task, images, seen, () -> Optional.ofNullable(shownLeft));
    }

    @Override
    public void stepDone(StepResult step) {
        left.stepDone(step);
        shownLeft = left.estimate().orElse(null);
        ProgressBar shown = Objects.requireNonNull(bar);
        shown.stepBy(step.images());
        shown.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", step.epochLoss()));
    }

    @Override
    public void evaluating() {
        left.evaluating();
        partEnded = true;
    }

    /** The bar of the training is replaced by one of the images that are evaluated, and so for the next part. */
    @Override
    public void evaluated(int seen, int images) {
        left.evaluated(seen, images);
        shownLeft = left.estimate().orElse(null);
        if (partEnded) {
            close();
            bar = Bars.startPart(console, task + ", evaluating", images, 0, () -> Optional.ofNullable(shownLeft));
        }
        partEnded = seen == images;
        Objects.requireNonNull(bar).stepTo(seen);
    }

    @Override
    public void epochDone(EpochResult result) {
        left.epochDone(result);
        close();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
