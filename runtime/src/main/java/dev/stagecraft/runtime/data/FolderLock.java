package dev.stagecraft.runtime.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/** The system's lock on a folder that several processes fetch into, which it lets go of when a process ends. */
final class FolderLock implements AutoCloseable {
    private static final String NAME = ".lock";
    private static final int WAIT_MILLIS = 200;

    /** Threads of one process are told apart by this; the system's lock is the whole process's. */
    private static final ReentrantLock IN_PROCESS = new ReentrantLock();

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** Waits for as long as another process has it, and says so. */
    static FolderLock take(Path folder, Transfer transfer) throws IOException {
        IN_PROCESS.lock();
        FileChannel channel = null;
        try {
            channel = FileChannel.open(folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                transfer.notice("another process is fetching into " + folder + "; waiting for it");
            }
            while (lock == null) {
                Thread.sleep(WAIT_MILLIS);
                lock = channel.tryLock();
            }
            return new FolderLock(channel, lock);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            release(channel);
            throw new IOException("interrupted while another process fetched into " + folder, e);
        } catch (IOException | OverlappingFileLockException e) {
            release(channel);
            throw e;
        }
    }

    private static void release(FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            IN_PROCESS.unlock();
        }
    }

    void requireHeld() {
        if (!lock.isValid()) {
            throw new IllegalStateException("the lock was given up");
        }
    }

    @Override
    public void close() throws IOException {
        release(channel);
    }
}
