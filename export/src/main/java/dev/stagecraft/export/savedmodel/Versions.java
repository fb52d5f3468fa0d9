package dev.stagecraft.export.savedmodel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders of a model in TensorFlow Serving's layout. */
final class Versions {
    private Versions() {}

    /** The largest number among the names in a folder; empty if there is none, or no folder. */
    static Optional<Long> newest(Path place) throws IOException {
        if (!Files.isDirectory(place)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(place)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("[1-9]\\d{0,17}"))
                    .map(Long::valueOf)
                    .max(Comparator.naturalOrder());
        }
    }
}
