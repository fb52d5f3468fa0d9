package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.metric.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * A state that a run goes on from.
 *
 * @param checkpoint its folder
 * @param progress where in the run it was saved
 * @param notices what is no reason to refuse it, and may change bits all the same
 */
public record Resumed(Path checkpoint, Progress progress, List<String> notices) {
    /** Copies the list. */
    public Resumed {
        notices = List.copyOf(notices);
    }
}
