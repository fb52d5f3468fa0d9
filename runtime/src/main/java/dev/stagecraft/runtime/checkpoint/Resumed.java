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
 * @param initialWeights that its run began with; empty if the network drew its own
 * @param notices differences that are not refused, but may change the last bits of weights
 */
public record Resumed(
        Path checkpoint,
        Progress progress,
        Optional<Resizing> resizing,
        Optional<Begun> initialWeights,
        List<String> notices) {
    /** Copies the list. */
    public Resumed {
        notices = List.copyOf(notices);
    }

    /**
     * The weights that a run began with, as its checkpoints record them.
     *
     * @param file the name of the file, or of the folder of the checkpoint
     * @param sha256 of the file; of a checkpoint, of its weights
     * @param license as it came with them; empty if they came without one
     */
    public record Begun(String file, String sha256, Optional<String> license) {}
}
