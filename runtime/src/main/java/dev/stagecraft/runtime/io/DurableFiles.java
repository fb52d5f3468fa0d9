package dev.stagecraft.runtime.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Files that are on the disk when a call returns, whether or not the thread is interrupted. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Brings a file, or a folder and all in it, to the disk, then gives it its name in one move. */
    public static void publish(Path part, Path target) throws IOException {
        syncAll(part);
        rename(part, target);
    }

    /** Gives a file or folder that is on the disk its name in one move. */
    public static void rename(Path part, Path target) throws IOException {
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        sync(Objects.requireNonNull(target.toAbsolutePath().getParent()));
    }

    /** Brings a file, or a folder and all in it, to the disk. */
    public static void syncAll(Path part) throws IOException {
        List<Path> all;
        try (Stream<Path> entries = Files.walk(part)) {
            all = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            sync(each);
        }
    }

    /** Opening for reading is enough to bring a file or folder to the disk, and all that a folder allows. */
    private static void sync(Path path) throws IOException {
        Uninterrupted.act(() -> {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
                channel.force(true);
            }
        });
    }

    /**
     * Makes a folder and those above it; a symbolic link to a folder counts as a folder. (Java's own method refuses such a link before
     * version 20.)
     */
    public static void createFolders(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
    }

    /**
     * Removes a folder and all in it; what is missing, or was removed by another process meanwhile, is ignored. Of a
     * symbolic link only the link is removed.
     */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failure;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    if (failure != null && !(failure instanceof NoSuchFileException)) {
                        throw failure;
                    }
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}
