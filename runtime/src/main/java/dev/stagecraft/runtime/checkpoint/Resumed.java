package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.metric.Progress;
import java.nio.file.Path;
import java.util.List;

/**
 * The state from which a run is resumed.
 *
 * @param checkpoint the folder of the checkpoint
 * @param progress the progress of the run when it was saved
 * @param notices differences that are not refused, but may change the last bits of weights
 */
public record Resumed(Path checkpoint, Progress progress, List<String> notices) {
    /** Copies the list. */
    public Resumed {
        notices = List.copyOf(notices);
    }
}
