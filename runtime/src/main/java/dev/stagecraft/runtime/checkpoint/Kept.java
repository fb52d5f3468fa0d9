package dev.stagecraft.runtime.checkpoint;

import java.nio.file.Path;
import java.util.Comparator;
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
public record Kept(Path folder, long step, boolean evaluated, Map<String, Double> metrics) implements Comparable<Kept> {
    private static final Comparator<Kept> ORDER = Comparator.comparingLong(Kept::step)
            .thenComparing(Kept::evaluated)
            .thenComparing(kept -> kept.folder().toString());

    @Override
    public int compareTo(Kept other) {
        return ORDER.compare(this, other);
    }
}
