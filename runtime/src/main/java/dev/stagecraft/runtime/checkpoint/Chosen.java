package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.ManifestFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The checkpoint that answers where a checkpoint or a run was named.
 *
 * @param checkpoint its folder
 * @param reason why this one, as part of a sentence, for example {@code the best of runs/pets by testAccuracy, 0.9850}
 */
public record Chosen(Path checkpoint, String reason) {
    /** What a run is measured by: where there are validation images, those decide. */
    private static final List<String> METRICS = List.of("validationAccuracy", "testAccuracy");

    /** Of a run its best checkpoint, else its newest; empty where the place holds no checkpoint. */
    static Optional<Chosen> of(Path place) {
        if (Files.exists(place.resolve(ManifestFile.NAME), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(new Chosen(place, "as named"));
        }
        List<SavedCheckpoint> all = RunFolder.checkpoints(place);
        return METRICS.stream()
                .flatMap(metric -> CheckpointPolicy.best(all, metric).stream()
                        .map(best -> new Chosen(
                                best.folder(),
                                String.format(
                                        Locale.ROOT,
                                        "the best of %s by %s, %.4f",
                                        place,
                                        metric,
                                        best.metrics().get(metric)))))
                .findFirst()
                .or(() -> all.stream()
                        .max(SavedCheckpoint::compareTo)
                        .map(newest -> new Chosen(newest.folder(), "the newest of " + place + "; none was evaluated")));
    }
}
