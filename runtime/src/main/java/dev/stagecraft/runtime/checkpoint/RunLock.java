package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;

/**
 * The system's own lock on a file of a run's folder. The file stays when the run ends, and holds nobody up: what counts
 * is whether a living process has it locked.
 */
final class RunLock implements AutoCloseable {
    private static final String NAME = "run.lock";
    private static final int MOST_TEXT_BYTES = 100;

    /** Closing any channel of a file gives up the process's lock on it, so a second one must not even be opened. */
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;

    private RunLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Locks a folder.
     *
     * @throws BadInputException where another run has it
     */
    static RunLock take(Path folder) throws IOException {
        Path file = folder.toRealPath().resolve(NAME);
        synchronized (HELD_HERE) {
            if (!HELD_HERE.add(file)) {
                throw taken(folder, "this process");
            }
            try {
                return lock(folder, file);
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(file);
                throw e;
            }
        }
    }

    private static RunLock lock(Path folder, Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder, "the process " + text(channel));
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
            return new RunLock(file, channel);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(folder, "this process");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
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

    @Override
    public void close() {
        synchronized (HELD_HERE) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be closed", e);
            } finally {
                HELD_HERE.remove(file);
            }
        }
    }
}
