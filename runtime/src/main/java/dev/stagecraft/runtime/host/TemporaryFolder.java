package dev.stagecraft.runtime.host;

import dev.stagecraft.runtime.io.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A fresh folder of this user's alone, for as long as the process lives. The next process that makes one
 * removes what killed processes left: a lock of the system's, which ends with its process, tells whether a folder is in use.
 */
final class TemporaryFolder implements AutoCloseable {
    private static final String PREFIX = "stagecraft-natives-";
    private static final String LOCK = "in-use";

    private final Path path;
    private final FileChannel lock;

    private TemporaryFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one in a folder. */
    static TemporaryFolder create(Path parent) throws IOException {
        Path path = Files.createTempDirectory(parent, PREFIX);
        try {
            FileChannel lock =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            lock.lock();
            sweep(parent, path);
            return new TemporaryFolder(path, lock);
        } catch (IOException e) {
            DurableFiles.deleteTree(path);
            throw e;
        }
    }

    Path path() {
        return path;
    }

    private static void sweep(Path parent, Path own) throws IOException {
        Object user = Files.getAttribute(own, "unix:uid");
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (!folder.equals(own)
                        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                        && Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)
                                .equals(user)
                        && isLeft(folder)) {
                    DurableFiles.deleteTree(folder);
                }
            }
        }
    }

    private static boolean isLeft(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            // It is being made.
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException e) {
            // This process's own.
            return false;
        }
    }

    /** Removes it. */
    @Override
    public void close() throws IOException {
        DurableFiles.deleteTree(path);
        lock.close();
    }
}
