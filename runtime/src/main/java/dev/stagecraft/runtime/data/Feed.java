package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.guard.UserCalls;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is done to training images before a step.
 *
 * @param augmentations applied to each image, one after the other; none by default
 * @param mixing applied to each batch; none by default
 * @param readers number of threads that read ahead from images that several threads may read; 0 for one per processor.
 *     It does not change results.
 */
public record Feed(List<Augmentation> augmentations, Optional<Mixing> mixing, int readers) {
    /** Images are not changed. */
    public static final Feed PLAIN = new Feed(List.of(), Optional.empty(), 0);

    private static final int MOST_READERS = 1024;

    /**
     * Checks the number of readers.
     *
     * @throws IllegalArgumentException if it is below 0 or above 1,024
     */
    public Feed {
        augmentations = List.copyOf(augmentations);
        if (readers < 0 || readers > MOST_READERS) {
            throw new IllegalArgumentException(
                    "readers is " + readers + "; it must be 0 (one per processor) to " + MOST_READERS);
        }
    }

    /** The settings that weights depend on, by name, which checkpoints store; empty if images are not changed. */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        if (!augmentations.isEmpty()) {
            settings.put(
                    "augmentation",
                    augmentations.stream()
                            .map(each -> UserCalls.text(each, "describe()", each::describe))
                            .collect(Collectors.joining(", ")));
        }
        mixing.ifPresent(each -> settings.put("mixing", UserCalls.text(each, "describe()", each::describe)));
        return settings;
    }

    /** The same with more augmentations after the existing ones. */
    public Feed augmented(Augmentation... more) {
        return new Feed(Stream.concat(augmentations.stream(), Stream.of(more)).toList(), mixing, readers);
    }

    /** The same with other augmentations in place of the existing ones. */
    public Feed withAugmentations(List<Augmentation> others) {
        return new Feed(others, mixing, readers);
    }

    /** The same with a mixing. */
    public Feed mixed(Mixing other) {
        return new Feed(augmentations, Optional.of(other), readers);
    }

    /** The same with another number of threads that read ahead; 0 for one per processor. */
    public Feed withReaders(int number) {
        return new Feed(augmentations, mixing, number);
    }
}
