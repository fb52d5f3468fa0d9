package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.Transfer;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The system's lock on a folder that several processes fetch into, which it lets go of when a process ends. The file that
 * is locked holds the number of the process that has it, or had it last.
 */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";
    private static final int WAIT_MILLIS = 200;
    private static final int MOST_TEXT_BYTES = 100;

    /** Threads of one process are told apart by this; the system's lock is the whole process's. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Waits for as long as another process has it, and says so.
     *
     * @throws InterruptedIOException if the thread was interrupted, which it still is
     * @throws IOException if another process has it until the deadline, which the message names, or the lock's file is
     *     none of ours
     */
    static FolderLock take(Path folder, Deadline deadline, Transfer transfer) throws IOException {
        FileChannel channel = null;
        boolean mine = false;
        try {
            mine = IN_PROCESS.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
            if (!mine) {
                throw taken("another thread of this process", folder, deadline);
            }
            channel = open(folder.resolve(NAME));
            FileLock lock = waitFor(channel, folder, deadline, transfer);
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new FolderLock(channel, lock);
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            release(channel, mine);
            InterruptedIOException interrupted =
                    new InterruptedIOException("waiting for " + folder + " was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        } catch (IOException | OverlappingFileLockException e) {
            release(channel, mine);
            throw e;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        OwnFile.requireOwn(file);
        return FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
    }

    private static FileLock waitFor(FileChannel channel, Path folder, Deadline deadline, Transfer transfer)
            throws IOException, InterruptedException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            transfer.notice(
                    holder(channel) + " is downloading to " + folder + "; waiting for it for up to " + deadline.text());
        }
        while (lock == null) {
            if (deadline.hasPassed()) {
                throw taken(holder(channel), folder, deadline);
            }
            Thread.sleep(WAIT_MILLIS);
            lock = channel.tryLock();
        }
        return lock;
    }

    private static IOException taken(String by, Path folder, Deadline deadline) {
        return new IOException(by + " has been downloading to " + folder + " for " + deadline.text()
                + "; wait for it, or end it and try again");
    }

    /** An older version left no number. */
    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST_TEXT_BYTES);
        channel.read(bytes, 0);
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
        return text.isEmpty() ? "another process" : "the process " + ForeignText.printed(text);
    }

    private static void release(@Nullable FileChannel channel, boolean mine) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            if (mine) {
                IN_PROCESS.unlock();
            }
        }
    }

    void requireHeld() {
        if (!lock.isValid()) {
            throw new IllegalStateException("the lock was given up");
        }
    }

    @Override
    public void close() throws IOException {
        release(channel, true);
    }
}
