package dev.stagecraft.cli;

import java.time.Duration;
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
        return start(console, task, size, unit, unitSize, 0);
    }

    /** Opens a bar over work of which a part was done before; rate and time left count from there. */
    static ProgressBar start(Console console, String task, long size, String unit, long unitSize, long done) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(size)
                .setUnit(unit, unitSize)
                .showSpeed()
                .startsFrom(done, Duration.ZERO)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(UPDATE_MILLISECONDS)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(console.err()))
                .build();
    }
}
