package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.SavedFolders;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The folder of one run: its checkpoints, and a lock that keeps other runs out while this is open. The system releases
 * the lock when the process ends, even if it is killed.
 */
public final class RunFolder implements AutoCloseable {
    /** Files by which earlier versions tested whether a folder can be written. */
    private static final Pattern OLD_PROBE = Pattern.compile("\\.writable\\d+");

    private final Path path;
    private final RunLock lock;
    private final boolean isNew;

    private RunFolder(Path path, RunLock lock, boolean isNew) {
        this.path = path;
        this.lock = lock;
        this.isNew = isNew;
    }

    /**
     * Opens a folder for a run and creates it if it is missing. Removes unfinished checkpoints of a killed process.
     *
     * @throws BadInputException if it cannot be written, another run is in it, or something that is not a checkpoint
     *     has a checkpoint's name
     */
    public static RunFolder open(Path path) {
        return Uninterrupted.run(() -> {
            try {
                boolean isNew = !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
                DurableFiles.createFolders(path);
                return locked(path, isNew);
            } catch (IOException | UncheckedIOException e) {
                throw unwritable(path, e);
            }
        });
    }

    /**
     * Creates and opens a folder that no other run has. If the name is taken, {@code -2}, {@code -3} and so on is
     * appended to it. Runs that start at the same time get different folders.
     *
     * @throws BadInputException if it cannot be made
     */
    public static RunFolder openNew(Path path) {
        return Uninterrupted.run(() -> {
            try {
                Path above = path.toAbsolutePath().getParent();
                if (above != null) {
                    DurableFiles.createFolders(above);
                }
                return locked(made(path), true);
            } catch (IOException | UncheckedIOException e) {
                throw unwritable(path, e);
            }
        });
    }

    private static Path made(Path path) throws IOException {
        Path folder = path;
        for (int i = 2; ; i++) {
            try {
                return Files.createDirectory(folder);
            } catch (FileAlreadyExistsException e) {
                folder = path.resolveSibling(path.getFileName() + "-" + i);
            }
        }
    }

    private static RunFolder locked(Path path, boolean isNew) throws IOException {
        RunLock lock = RunLock.take(path);
        try {
            clear(path);
            // If this process is killed right here, the next run clears what has this name.
            Files.delete(SavedFolders.newPart(path));
            requireNothingInTheWay(path);
            return new RunFolder(path, lock, isNew);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static BadInputException unwritable(Path path, Exception e) {
        DiskTrouble trouble = DiskTrouble.of(e);
        return new BadInputException(
                path + " cannot be written (" + trouble.cause() + "); " + trouble.advice()
                        + ", or name another folder with --out",
                e);
    }

    /** Found now, and not hours later when a checkpoint is to be saved. */
    private static void requireNothingInTheWay(Path path) {
        for (Path entry : SavedFolders.entries(path)) {
            if (SavedFolders.isCheckpoint(entry.getFileName().toString()) && !Files.isDirectory(entry)) {
                throw new BadInputException(entry + " is not a folder, so no checkpoint of that name can be saved;"
                        + " remove it, or name another folder with --out");
            }
        }
    }

    /** The folder itself. */
    public Path path() {
        return path;
    }

    /** The lock file, which keeps other runs out of the folder. */
    public Path lockFile() {
        return path.resolve(RunLock.NAME);
    }

    /**
     * Checks that a new run can start here.
     *
     * @throws BadInputException if the folder holds a checkpoint already
     */
    public void requireEmpty() {
        // A folder of that name is in the way of saving even where nothing whole is in it.
        folders(path).stream().max(SavedCheckpoint::compareTo).ifPresent(found -> {
            throw new BadInputException(
                    path + " already holds " + found.folder().getFileName()
                            + ", which is not overwritten; add --resume to resume from it, or name another folder with --out");
        });
    }

    /** The checkpoints in the folder of a run, oldest first; none if there is no such folder. */
    public static List<SavedCheckpoint> checkpoints(Path run) {
        return Uninterrupted.run(() -> folders(run).stream()
                .map(each -> new SavedCheckpoint(each.folder(), each.step(), each.evaluated(), metrics(each.folder())))
                .toList());
    }

    /** As {@link #checkpoints}, by their names alone: no manifest is read, and there are no metrics. */
    static List<SavedCheckpoint> folders(Path run) {
        return SavedFolders.in(run).stream()
                .map(each -> new SavedCheckpoint(each.folder(), each.step(), each.evaluated(), Map.of()))
                .toList();
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

    /**
     * Removes a checkpoint; if it no longer exists, nothing happens. It is first renamed, so that a partly removed
     * checkpoint is never used. What cannot be removed after that is removed by the next run in this folder.
     *
     * @throws NotRemovedException if it cannot be removed
     */
    public void remove(SavedCheckpoint kept) {
        Uninterrupted.act(() -> {
            try {
                Path rest = SavedFolders.newRest(path);
                Files.move(kept.folder(), rest, StandardCopyOption.ATOMIC_MOVE);
                DurableFiles.deleteTree(rest);
            } catch (NoSuchFileException e) {
                // Somebody else was faster.
                return;
            } catch (IOException | UncheckedIOException e) {
                DiskTrouble trouble = DiskTrouble.of(e);
                throw new NotRemovedException(
                        kept.folder() + " is no longer needed and cannot be removed (" + trouble.cause() + "); "
                                + trouble.advice() + ", or remove it by hand",
                        e);
            }
        });
    }

    /**
     * Renames the checkpoints after the given one, so that the run can be resumed from it. Nothing is deleted.
     *
     * @return their new folders
     * @throws BadInputException if one cannot be moved
     */
    public List<Path> setAsideAfter(Path checkpoint) {
        List<SavedCheckpoint> all = folders(path);
        int at = all.stream().map(SavedCheckpoint::folder).toList().indexOf(checkpoint);
        return all.subList(at + 1, all.size()).stream().map(this::setAside).toList();
    }

    private Path setAside(SavedCheckpoint kept) {
        Path target = path.resolve("aside-" + kept.folder().getFileName());
        for (int i = 2; Files.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
            target = path.resolve("aside-" + kept.folder().getFileName() + "-" + i);
        }
        try {
            return Files.move(kept.folder(), target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            DiskTrouble trouble = DiskTrouble.of(e);
            throw new BadInputException(
                    kept.folder() + " cannot be moved aside (" + trouble.cause() + "); " + trouble.advice(), e);
        }
    }

    /** What cannot be cleared does no harm. */
    private static void clear(Path path) {
        for (Path entry : SavedFolders.entries(path)) {
            if (isLitter(entry)) {
                SavedFolders.discard(entry);
            }
        }
    }

    private static boolean isLitter(Path entry) {
        String name = entry.getFileName().toString();
        return SavedFolders.isRest(name)
                || (OLD_PROBE.matcher(name).matches() && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Closes the folder of a run that could not begin. A folder that was created for it is removed with all in it. Any
     * other folder stays, because it may hold something else.
     */
    public void abandon() {
        try {
            if (isNew) {
                DurableFiles.deleteTree(path);
            }
        } catch (UncheckedIOException e) {
            // It does no harm, and what ended the run is the failure to report.
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
