package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.weights.match.WeightsReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The weights that a network began with.
 *
 * @param place the file, or the folder of the checkpoint
 * @param sha256 of the file; of a checkpoint, of its weights
 * @param license as it came with them; empty if they came without one
 * @param classNames as they came with them, in order; empty if they came without names, or with another number of classes
 *     than the network has
 * @param report what became of each variable and each tensor
 * @param notices what a person should know, a sentence each
 */
public record InitialWeights(
        Path place,
        String sha256,
        Optional<String> license,
        List<String> classNames,
        WeightsReport report,
        List<String> notices) {
    /** Copies the lists. */
    public InitialWeights {
        classNames = List.copyOf(classNames);
        notices = List.copyOf(notices);
    }

    /** The name of the file, or of the folder of the checkpoint. */
    public String file() {
        Path name = place.toAbsolutePath().normalize().getFileName();
        return name == null ? place.toString() : name.toString();
    }
}
