package dev.stagecraft.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on the error stream, which leave no line behind. */
final class Bars {
    private static final int UPDATE_MILLISECONDS = 200;

    private Bars() {}

    /** Opens a bar; the caller closes it. */
    static ProgressBar start(Console console, String task, long size, String unit, long unitSize) {
        return builder(console, task, size).setUnit(unit, unitSize).build();
    }

    /**
     * Opens a bar over images, of which a part was done before; the rate counts from there.
     *
     * @param left the time that is left of a larger whole; it is asked for by another thread
     */
    static ProgressBar startPart(
            Console console, String task, long size, long done, Supplier<Optional<Duration>> left) {
        return builder(console, task, size)
                .setUnit(" images", 1)
                .startsFrom(done, Duration.ZERO)
                .setEtaFunction(state -> left.get())
                .build();
    }

    private static ProgressBarBuilder builder(Console console, String task, long size) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(size)
                .showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(console.err()));
    }
}
