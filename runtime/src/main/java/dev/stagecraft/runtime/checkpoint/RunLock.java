package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.FileNature;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.io.Uninterrupted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.Set;

/**
 * The system's own lock on a file of a run's folder. The file stays when the run ends, and holds nobody up: what counts
 * is whether a living process has it locked.
 */
final class RunLock implements AutoCloseable {
    static final String NAME = "run.lock";
    private static final int MOST_TEXT_BYTES = 100;

    /**
     * Closing any channel of a file gives up the process's lock on it, so a second one must not even be opened. A folder is
     * known by what the system knows it by: it may be reached by several paths, and be renamed.
     */
    private static final Set<Object> HELD_HERE = new HashSet<>();

    private final Path file;
    private final Object folder;
    private final FileChannel channel;
    private boolean closed;

    private RunLock(Path file, Object folder, FileChannel channel) {
        this.file = file;
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws BadInputException if another run has it, or where its lock file is not one that runs write
     */
    static RunLock take(Path folder) throws IOException {
        Path real = folder.toRealPath();
        Object key = Files.readAttributes(real, BasicFileAttributes.class).fileKey();
        synchronized (HELD_HERE) {
            Object known = key == null ? real : key;
            if (HELD_HERE.contains(known)) {
                throw taken(folder, "this process");
            }
            RunLock lock = new RunLock(real.resolve(NAME), known, Uninterrupted.run(() -> lock(folder)));
            HELD_HERE.add(known);
            return lock;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        requireOwn(file);
        FileChannel channel = FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            FileLock lock = channel.tryLock();
            String before = text(channel);
            if (lock == null) {
                throw taken(folder, "the process " + ForeignText.printed(before));
            }
            // If another file has taken its place meanwhile, that has not been touched yet.
            requireOwn(file);
            if (!before.matches("[0-9\\s\\x00]*")) {
                throw foreign(file, "holds something else than the number of a process");
            }
            channel.truncate(0);
            ByteBuffer number =
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8));
            for (long at = 0; number.hasRemaining(); ) {
                at += channel.write(number, at);
            }
            return channel;
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(folder, "this process");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** The lock must be a file of its own: through a link, another file would be overwritten. */
    private static void requireOwn(Path file) throws IOException {
        FileNature found = FileNature.of(file);
        switch (found.kind()) {
            case LINK -> throw foreign(file, "is a symbolic link");
            case FOLDER, SPECIAL -> throw foreign(file, "is not a regular file");
            case SHARED -> throw foreign(file, "is a hard link: its file has other names too");
            case MISSING, PLAIN -> {
                if (found.size() > MOST_TEXT_BYTES) {
                    throw foreign(file, "holds something else than the number of a process");
                }
            }
        }
    }

    private static BadInputException foreign(Path file, String is) {
        return new BadInputException(file + " " + is
                + "; it must be a plain file that only runs write to: remove it, or name another folder with --out");
    }

    private static String text(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_TEXT_BYTES);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }

    private static BadInputException taken(Path folder, String by) {
        return new BadInputException(folder + " is in use by another run (" + by
                + "); wait for it to end, or name another folder with --out");
    }

    /** Gives back what this one took, once: another run in this process may have the folder by now. */
    @Override
    public void close() {
        synchronized (HELD_HERE) {
            if (closed) {
                return;
            }
            closed = true;
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be closed", e);
            } finally {
                HELD_HERE.remove(folder);
            }
        }
    }
}
