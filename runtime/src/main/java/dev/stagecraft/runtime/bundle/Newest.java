package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.Uninterrupted;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Finds the checkpoint that is meant where a run or a checkpoint is named. */
public final class Newest {
    /** How often a run's newest checkpoint is looked for: a run that saves after every step may remove it several times. */
    private static final int MOST_TRIES = 100;

    private Newest() {}

    /** What is done with a checkpoint's folder. */
    public interface Reading<T> {
        /** Reads the folder. */
        T of(Path folder);
    }

    /**
     * Reads a checkpoint, or a run's newest one. A run that is under way may remove a checkpoint while another process
     * reads it: where only the run was named, its newest checkpoint is looked for again.
     */
    public static <T> T of(Path place, Reading<T> reading) {
        return of(place, Newest::resolve, reading);
    }

    /** As {@link #of(Path, Reading)}, with another way from a place to a checkpoint's folder. */
    public static <T> T of(Path place, UnaryOperator<Path> choice, Reading<T> reading) {
        return Uninterrupted.run(() -> {
            for (int i = 1; ; i++) {
                Path folder = choice.apply(place);
                try {
                    return reading.of(folder);
                } catch (BadInputException e) {
                    if (Files.exists(folder)) {
                        throw e;
                    }
                    if (folder.equals(place) || i == MOST_TRIES) {
                        throw new BadInputException(
                                folder
                                        + " was removed while it was read, because a run keeps only its newest checkpoints"
                                        + " (--keep); name the folder of the run to use the newest one",
                                e);
                    }
                }
            }
        });
    }

    /** Where a checkpoint is refused, the newest one beside it that is not refused is offered. */
    public static <T> T orOffer(Path folder, Reading<T> check, String how) {
        return orOffer(folder, check, check, how);
    }

    /**
     * As {@link #orOffer(Path, Reading, String)}, where others are not read in the same way.
     *
     * @param others finds out whether another one would not be refused
     */
    public static <T> T orOffer(Path folder, Reading<T> reading, Reading<?> others, String how) {
        try {
            return reading.of(folder);
        } catch (BadInputException e) {
            Path run = folder.toAbsolutePath().getParent();
            if (run == null) {
                // Nothing stands beside a root folder.
                throw e;
            }
            Optional<SavedFolder> good = SavedFolders.in(run).stream()
                    .sorted(Comparator.reverseOrder())
                    .filter(kept -> !kept.folder().getFileName().equals(folder.getFileName()) && passes(kept, others))
                    .findFirst();
            throw good.map(kept -> new BadInputException(
                            e.getMessage() + ". The last good one is "
                                    + kept.folder().getFileName() + ": " + how
                                    + folder.resolveSibling(kept.folder().getFileName()),
                            e))
                    .orElse(e);
        }
    }

    private static boolean passes(SavedFolder kept, Reading<?> check) {
        try {
            return check.of(kept.folder()) != null;
        } catch (BadInputException e) {
            // Refused as well; the reader is told of the one that was asked for.
            return false;
        }
    }

    /**
     * A checkpoint's own folder, or that of a run's newest one.
     *
     * @throws BadInputException where there is none
     */
    public static Path resolve(Path place) {
        if (Files.exists(place.resolve(ManifestFile.NAME), LinkOption.NOFOLLOW_LINKS)) {
            return place;
        }
        // A folder that is listed while a checkpoint takes the place of another may show neither.
        for (int i = 0; i < MOST_TRIES && Files.isDirectory(place); i++) {
            List<SavedFolder> all = SavedFolders.in(place);
            if (!all.isEmpty()) {
                return all.get(all.size() - 1).folder();
            }
        }
        throw new BadInputException(place + " holds no checkpoint; name a folder with " + ManifestFile.NAME
                + ", or a run's folder, which contains checkpoint-… folders");
    }
}
