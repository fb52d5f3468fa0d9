package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * How training ended.
 *
 * @param progress where it ended; a run that was interrupted goes on from there
 * @param interrupted whether it ended before its end, as it was asked to stop or its thread was interrupted
 */
public record Outcome(Progress progress, boolean interrupted) {
    /** Steps done. */
    public long steps() {
        return progress.step();
    }

    /** Epochs done whole. */
    public int epochs() {
        return progress.epochs();
    }
}
