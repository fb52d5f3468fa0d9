package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.SavedFolder;
import java.nio.file.Path;
import java.util.Map;

/**
 * A checkpoint in the folder of a run. Checkpoints are compared by their age: a newer one is larger.
 *
 * @param folder of the checkpoint
 * @param step training steps done
 * @param evaluated false if all steps of an epoch are done, but not its evaluation
 * @param metrics of the epoch that had just been evaluated, by name; empty in the middle of an epoch, and if the
 *     manifest cannot be read
 */
public record SavedCheckpoint(Path folder, long step, boolean evaluated, Map<String, Double> metrics)
        implements Comparable<SavedCheckpoint> {
    @Override
    public int compareTo(SavedCheckpoint other) {
        return saved().compareTo(other.saved());
    }

    private SavedFolder saved() {
        return new SavedFolder(folder, step, evaluated);
    }
}
