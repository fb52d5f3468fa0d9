package dev.stagecraft.runtime.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files that we write under names of our own, in a folder that others may write into as well: a link that lies there under
 * such a name is never written through.
 */
final class OwnFile {
    private OwnFile() {}

    /**
     * The length of a file, 0 where there is none.
     *
     * @throws IOException where a link, a pipe, a folder or another file's second name lies there
     */
    static long requireOwn(Path file) throws IOException {
        BasicFileAttributes found;
        try {
            found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return 0;
        }
        if (found.isSymbolicLink()) {
            throw new IOException(
                    file + " is a symbolic link, and Stagecraft does not write through links; remove the link");
        }
        if (!found.isRegularFile()) {
            throw new IOException(file + " is a " + (found.isDirectory() ? "folder" : "pipe or device")
                    + "; it must be a file: remove it");
        }
        Object names = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS)
                : Integer.valueOf(1);
        if (names instanceof Integer count && count > 1) {
            throw new IOException(file + " is a hard link to another file, which Stagecraft must not overwrite;"
                    + " remove " + file.getFileName());
        }
        return found.size();
    }
}
