package dev.stagecraft.cli;

import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import java.util.Locale;
import java.util.Objects;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** Shows how far an epoch is: images, rate, time left, loss. */
final class ProgressListener implements TrainListener {
    private final Console console;
    private @Nullable ProgressBar bar;

    ProgressListener(Console console) {
        this.console = console;
    }

    @Override
    public void epochStarted(int epoch, int images, long seen) {
        bar = Bars.start(console, "epoch " + epoch, images, " images", 1, seen);
    }

    @Override
    public void stepDone(StepResult step) {
        ProgressBar shown = Objects.requireNonNull(bar);
        shown.stepBy(step.images());
        shown.setExtraMessage(String.format(Locale.ROOT, " loss %.4f", step.epochLoss()));
    }

    @Override
    public void evaluating() {
        Objects.requireNonNull(bar).setExtraMessage(" evaluating");
    }

    @Override
    public void epochDone(EpochResult result) {
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
