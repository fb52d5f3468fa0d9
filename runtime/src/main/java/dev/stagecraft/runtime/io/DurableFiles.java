package dev.stagecraft.runtime.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files that are on the disk when a call returns. */
public final class DurableFiles {
    private DurableFiles() {}

    /** Brings a folder's files to the disk, then gives the folder its name in one move. */
    public static void publish(Path part, Path target) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(part)) {
            files = entries.toList();
        }
        for (Path file : files) {
            sync(file);
        }
        sync(part);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target.toAbsolutePath().getParent());
    }

    /** Opening for reading is enough to bring a file or folder to the disk, and all that a folder allows. */
    private static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** Removes a folder and all in it; one that is not there is none. */
    public static void deleteTree(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be removed", e);
        }
    }
}
