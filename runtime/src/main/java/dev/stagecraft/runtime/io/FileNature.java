package dev.stagecraft.runtime.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What lies under a name that we write to, in a folder that others may write to as well. It is looked at without following
 * links; only a plain file is safe to overwrite.
 *
 * @param kind what it is
 * @param size in bytes; 0 where nothing is there
 */
public record FileNature(Kind kind, long size) {
    /** What can lie under a name. */
    public enum Kind {
        /** Nothing. */
        MISSING,
        /** A symbolic link, wherever it leads. */
        LINK,
        /** A folder. */
        FOLDER,
        /** A pipe, a socket or a device. */
        SPECIAL,
        /** A regular file that has other names too: a hard link. */
        SHARED,
        /** A regular file with this name alone. */
        PLAIN
    }

    /**
     * Looks at a file.
     *
     * @throws IOException if the system does not tell
     */
    public static FileNature of(Path file) throws IOException {
        try {
            BasicFileAttributes found =
                    Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return new FileNature(kind(file, found), found.size());
        } catch (NoSuchFileException e) {
            return new FileNature(Kind.MISSING, 0);
        }
    }

    private static Kind kind(Path file, BasicFileAttributes found) throws IOException {
        if (found.isSymbolicLink()) {
            return Kind.LINK;
        }
        if (found.isDirectory()) {
            return Kind.FOLDER;
        }
        if (!found.isRegularFile()) {
            return Kind.SPECIAL;
        }
        Object names = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : Integer.valueOf(1);
        return names instanceof Integer count && count > 1 ? Kind.SHARED : Kind.PLAIN;
    }
}
