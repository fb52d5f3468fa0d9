package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.checkpoint.Position;

/**
 * How training ended.
 *
 * @param position where it ended; a run that was interrupted goes on from there
 * @param interrupted whether it ended before its end, as it was asked to stop or its thread was interrupted
 */
public record Outcome(Position position, boolean interrupted) {
    /** Steps done. */
    public long steps() {
        return position.step();
    }

    /** Epochs done whole. */
    public int epochs() {
        return position.epochs();
    }
}
