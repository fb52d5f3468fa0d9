package dev.stagecraft.runtime.bundle;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * A folder that has a checkpoint's name; later ones are larger.
 *
 * @param folder its path
 * @param step training steps done
 * @param evaluated false where an epoch's steps are all done and its evaluation is not
 */
public record SavedFolder(Path folder, long step, boolean evaluated) implements Comparable<SavedFolder> {
    private static final Comparator<SavedFolder> ORDER = Comparator.comparingLong(SavedFolder::step)
            .thenComparing(SavedFolder::evaluated)
            .thenComparing(found -> found.folder().toString());

    @Override
    public int compareTo(SavedFolder other) {
        return ORDER.compare(this, other);
    }
}
