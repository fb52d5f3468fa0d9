package dev.stagecraft.weights.file;

import java.nio.file.Files;
import java.nio.file.Path;

/** What people have in place of a safetensors file. */
final class ForeignFormat {
    private ForeignFormat() {}

    /** Refuses what is known not to be one; what is unknown passes, and the reader says what is wrong. */
    static void refuse(Path file) {
        if (Files.isDirectory(file)) {
            throw new WeightsFileException(file, "is a folder; name the safetensors file in it");
        }
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new WeightsFileException(file, "is not a regular file; copy it to one");
        }
    }
}
