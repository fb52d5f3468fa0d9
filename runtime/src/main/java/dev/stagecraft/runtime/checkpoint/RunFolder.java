package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.io.DurableFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one run: its checkpoints, and a lock that keeps other runs out for as long as this is open. The system
 * lets go of the lock when the process ends, however it ends.
 */
public final class RunFolder implements AutoCloseable {
    /** Where an epoch's steps are all done and its evaluation is not, the name says so: both may be saved. */
    private static final Pattern CHECKPOINT = Pattern.compile("checkpoint-(\\d{1,18})(-unevaluated)?");

    /** What was begun and never got its name, or was about to go: of no use to anyone. */
    private static final String REST = ".part-";

    private final Path path;
    private final RunLock lock;

    private RunFolder(Path path, RunLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Opens a folder for a run, which is made where it is missing, and clears what a process that was killed left half
     * done.
     *
     * @throws BadInputException where it cannot be written, or another run is in it
     */
    public static RunFolder open(Path path) {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, ".writable", ""));
            RunLock lock = RunLock.take(path);
            try {
                RunFolder folder = new RunFolder(path, lock);
                folder.clear();
                return folder;
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(
                    path + " cannot be written (" + e + "); name another folder with --out, or make this one writable",
                    e);
        }
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /**
     * Makes sure that a new run can begin here.
     *
     * @throws BadInputException where the folder holds a checkpoint already
     */
    public void requireEmpty() {
        // A folder of that name is in the way of saving even where nothing whole is in it.
        checkpoints(path).stream().max(Kept::compareTo).ifPresent(found -> {
            throw new BadInputException(
                    path + " already holds " + found.folder().getFileName()
                            + ", which is not overwritten; add --resume to go on from it, or name another folder with --out");
        });
    }

    /** The checkpoints of a run's folder, oldest first; none where there is no such folder. */
    public static List<Kept> checkpoints(Path run) {
        if (!Files.isDirectory(run)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(run)) {
            return entries.map(RunFolder::kept)
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(
                    run + " cannot be read (" + e + "); make it readable or name another folder", e);
        }
    }

    private static Optional<Kept> kept(Path folder) {
        Matcher name = CHECKPOINT.matcher(folder.getFileName().toString());
        if (!name.matches()) {
            return Optional.empty();
        }
        return Optional.of(new Kept(folder, Long.parseLong(name.group(1)), name.group(2) == null, metrics(folder)));
    }

    /** What cannot be read has no metrics; whoever restores it is told why. */
    private static Map<String, Double> metrics(Path folder) {
        try {
            Map<String, Double> found = ManifestFile.read(folder).metrics();
            return found == null ? Map.of() : found;
        } catch (BadInputException e) {
            return Map.of();
        }
    }

    /** The name that a checkpoint has. */
    static String name(Position position, boolean evaluated) {
        return "checkpoint-" + position.step() + (evaluated ? "" : "-unevaluated");
    }

    /** A new folder to fill; it gets its name in the end. */
    static Path newPart(Path run) throws IOException {
        Files.createDirectories(run);
        // A temporary folder of Java's own could be read by nobody else, and keeps that when it is renamed.
        return Files.createDirectory(run.resolve(REST + UUID.randomUUID()));
    }

    /**
     * Removes a checkpoint. It loses its name first, so that no half of one is ever taken for a whole.
     *
     * @throws RunFailedException where it cannot be removed
     */
    public void remove(Kept kept) {
        try {
            Path rest = path.resolve(REST + UUID.randomUUID());
            Files.move(kept.folder(), rest);
            DurableFiles.deleteTree(rest);
        } catch (IOException | UncheckedIOException e) {
            throw new RunFailedException(
                    kept.folder() + " is no longer needed and cannot be removed (" + e
                            + "); make its folder writable, and go on with --resume",
                    e);
        }
    }

    /**
     * Moves checkpoints that come after one out of the way, so that the run can go on from it; nothing of them is lost.
     *
     * @return where they are now
     * @throws BadInputException where one cannot be moved
     */
    public List<Path> setAsideAfter(Path checkpoint) {
        List<Kept> all = checkpoints(path);
        int at = all.stream().map(Kept::folder).toList().indexOf(checkpoint);
        return all.subList(at + 1, all.size()).stream().map(this::setAside).toList();
    }

    private Path setAside(Kept kept) {
        Path target = path.resolve("aside-" + kept.folder().getFileName());
        for (int i = 2; Files.exists(target); i++) {
            target = path.resolve("aside-" + kept.folder().getFileName() + "-" + i);
        }
        try {
            return Files.move(kept.folder(), target);
        } catch (IOException e) {
            throw new BadInputException(
                    kept.folder() + " cannot be moved aside (" + e + "); make its folder writable", e);
        }
    }

    private void clear() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith(REST)) {
                    DurableFiles.deleteTree(entry);
                }
            }
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
