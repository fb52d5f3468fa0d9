package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.metric.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The state from which a run is resumed.
 *
 * @param checkpoint the folder of the checkpoint
 * @param progress the progress of the run when it was saved
 * @param resizing how images were resized when it was saved; empty in a checkpoint of an earlier version, which resized
 *     by {@link Resizing#SAMPLED}
 * @param notices differences that are not refused, but may change the last bits of weights
 */
public record Resumed(Path checkpoint, Progress progress, Optional<Resizing> resizing, List<String> notices) {
    /** Copies the list. */
    public Resumed {
        notices = List.copyOf(notices);
    }
}
