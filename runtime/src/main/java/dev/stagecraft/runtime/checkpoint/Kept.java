package dev.stagecraft.runtime.checkpoint;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/**
 * A checkpoint that a run's folder holds; later ones are larger.
 *
 * @param folder its own
 * @param step training steps done
 * @param evaluated false where an epoch's steps are all done and its evaluation is not
 * @param metrics of the epoch that had just been evaluated, by name; empty in the middle of one, and where its manifest
 *     cannot be read
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
