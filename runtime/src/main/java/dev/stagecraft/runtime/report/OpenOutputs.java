package dev.stagecraft.runtime.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that this process has open for writing, as the system lists them. */
final class OpenOutputs {
    private static final Path ALL = Path.of("/dev/fd");
    private static final Path MODES = Path.of("/proc/self/fdinfo");
    private static final int ACCESS_MODE = 3;

    private OpenOutputs() {}

    /** Whether one of them is this file. */
    static boolean contain(Path file) {
        if (!Files.exists(file)) {
            return false;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(ALL)) {
            for (Path each : all) {
                if (isSame(file, each) && isForWriting(each)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | DirectoryIteratorException | UncheckedIOException e) {
            // This system has no such list; files are taken by their names alone.
            return false;
        }
    }

    /** Whether both lead to one file; what does not exist leads nowhere. */
    static boolean isSame(Path file, Path other) {
        try {
            return Files.isSameFile(file, other);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isForWriting(Path descriptor) {
        try {
            for (String line :
                    Files.readAllLines(MODES.resolve(descriptor.getFileName().toString()))) {
                if (line.startsWith("flags:")) {
                    return (Integer.parseInt(line.substring("flags:".length()).strip(), 8) & ACCESS_MODE) != 0;
                }
            }
            return true;
        } catch (IOException | NumberFormatException e) {
            // Unknown: the file counts as open for writing, so that nothing is cut that might be written elsewhere.
            return true;
        }
    }
}
