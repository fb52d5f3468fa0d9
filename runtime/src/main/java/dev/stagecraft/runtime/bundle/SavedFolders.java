package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names in a run's folder. */
public final class SavedFolders {
    /** Where an epoch's steps are all done and its evaluation is not, the name says so: both may be saved. */
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,18})(-unevaluated)?");

    /** What was begun and never got its name, or was about to go: of no use to anyone. */
    private static final String REST = ".part-";

    private SavedFolders() {}

    /** The name that a checkpoint has. */
    public static String name(long step, boolean evaluated) {
        return "checkpoint-" + step + (evaluated ? "" : "-unevaluated");
    }

    /** Whether a name is a checkpoint's, whatever has it. */
    public static boolean isCheckpoint(String name) {
        return CHECKPOINT.matcher(name).matches();
    }

    /** Whether a name is that of what was begun and not finished. */
    public static boolean isRest(String name) {
        return name.startsWith(REST);
    }

    /** A path that nothing has, for what is about to go. */
    public static Path newRest(Path run) {
        return run.resolve(REST + UUID.randomUUID());
    }

    /**
     * Makes a new folder to fill; it gets its name in the end.
     *
     * @throws IOException where it cannot be made
     */
    public static Path newPart(Path run) throws IOException {
        DurableFiles.createFolders(run);
        // A temporary folder of Java's own could be read by nobody else, and keeps that when it is renamed.
        return Files.createDirectory(newRest(run));
    }

    /** Removes what is of no use to anyone; where that fails it does no harm, and the next run in this folder tries again. */
    public static void discard(Path rest) {
        try {
            DurableFiles.deleteTree(rest);
        } catch (UncheckedIOException e) {
            System.getLogger(SavedFolders.class.getName())
                    .log(System.Logger.Level.DEBUG, rest + " stays until the next run", e);
        }
    }

    /** The checkpoints of a run's folder by their names alone, oldest first; none where there is no such folder. */
    public static List<SavedFolder> in(Path run) {
        return entries(run).stream()
                .map(SavedFolders::saved)
                .flatMap(Optional::stream)
                .sorted()
                .toList();
    }

    /**
     * All that a run's folder holds; nothing where there is no such folder.
     *
     * @throws BadInputException where it cannot be read
     */
    public static List<Path> entries(Path run) {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.toList();
        } catch (IOException | UncheckedIOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    run + " cannot be read (" + trouble.cause() + "); make it readable, or name another folder", e);
        }
    }

    /** A file, a pipe or a broken link is not a checkpoint, whatever its name. */
    private static Optional<SavedFolder> saved(Path folder) {
        Matcher name = CHECKPOINT.matcher(folder.getFileName().toString());
        if (!name.matches() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        return Optional.of(new SavedFolder(folder, Long.parseLong(name.group(1)), name.group(2) == null));
    }
}
