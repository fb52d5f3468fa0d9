package dev.stagecraft.runtime.io;

import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;

/**
 * Why something could not be written, and what helps. Java and TensorFlow pass on the system's own words, which
 * name the cause. Each known cause has its own advice.
 *
 * @param cause in words, the system's among them
 * @param advice what to do, without a full stop
 */
public record DiskTrouble(String cause, String advice) {
    private static final String UNKNOWN = "remove the cause";

    private static final List<Known> KNOWN = List.of(
            new Known("no space left on device", "make room on the disk"),
            new Known("disk quota exceeded", "make room in your quota"),
            new Known(
                    "file too large", "raise the limit for the size of files (ulimit -f), or use another file system"),
            new Known("read-only file system", "use a place on a file system that can be written"),
            new Known("permission denied", "make the folder writable for this user"),
            new Known("operation not permitted", "make the folder writable for this user"),
            new Known("too many open files", "raise the limit for open files (ulimit -n)"),
            new Known("file name too long", "use a shorter path"),
            new Known("too many levels of symbolic links", "remove the symbolic link that is in the way"),
            new Known("not a directory", "remove the file that is in the way"),
            new Known("is a directory", "remove the folder that is in the way"),
            new Known("file exists", "remove what is in the way"),
            new Known("directory not empty", "remove what is in the way"),
            new Known("no locks available", "use a place on a file system with locks"),
            new Known("no such file or directory", "check that the folder is still there"),
            new Known("input/output error", "check the disk"),
            new Known("stale file handle", "mount the file system again"),
            new Known("transport endpoint is not connected", "mount the file system again"));

    /** The words of a system for a cause, and what helps against it. */
    private record Known(String words, String advice) {}

    /** The trouble behind an exception that was thrown when something was written; its causes are searched too. */
    public static DiskTrouble of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            String words = words(each);
            String lower = words.toLowerCase(Locale.ROOT);
            for (Known known : KNOWN) {
                if (lower.contains(known.words())) {
                    return new DiskTrouble(ForeignText.printed(shortened(words, known)), known.advice());
                }
            }
        }
        return new DiskTrouble(ForeignText.printed(words(thrown)), UNKNOWN);
    }

    /** TensorFlow adds lines about its graph, which say nothing of a disk. */
    private static String shortened(String words, Known known) {
        String first = words.lines().findFirst().orElse(words).strip();
        return first.toLowerCase(Locale.ROOT).contains(known.words()) ? first : words;
    }

    /** Java's exceptions for the commonest causes carry a path alone and keep the cause in their class. */
    private static String words(Throwable thrown) {
        String message = thrown.getMessage();
        if (thrown instanceof FileSystemException failed && failed.getReason() == null) {
            return failed.getFile() + ": " + kind(failed);
        }
        return message == null ? thrown.getClass().getSimpleName() : message;
    }

    private static String kind(FileSystemException failed) {
        if (failed instanceof AccessDeniedException) {
            return "permission denied";
        } else if (failed instanceof NoSuchFileException) {
            return "no such file or directory";
        } else if (failed instanceof FileAlreadyExistsException) {
            return "file exists";
        } else if (failed instanceof DirectoryNotEmptyException) {
            return "directory not empty";
        } else if (failed instanceof NotDirectoryException) {
            return "not a directory";
        } else if (failed instanceof FileSystemLoopException) {
            return "too many levels of symbolic links";
        } else if (failed instanceof AtomicMoveNotSupportedException) {
            return "cannot be renamed";
        }
        return failed.getClass().getSimpleName();
    }
}
