package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * How training ended.
 *
 * @param progress where it ended; a run that was interrupted can be resumed from there
 * @param interrupted whether it ended early, because it was asked to stop or its thread was interrupted
 */
public record Outcome(Progress progress, boolean interrupted) {
    /** Number of steps done. */
    public long steps() {
        return progress.step();
    }

    /** Number of completed epochs. */
    public int epochs() {
        return progress.epochs();
    }
}
