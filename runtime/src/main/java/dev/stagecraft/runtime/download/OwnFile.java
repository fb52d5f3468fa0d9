package dev.stagecraft.runtime.download;

import dev.stagecraft.runtime.io.FileNature;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Files that we write under names of our own, in a folder that others may write into as well: a link that lies there under
 * such a name is never written through.
 */
final class OwnFile {
    private OwnFile() {}

    /**
     * The length of a file, 0 where there is none.
     *
     * @throws IOException if a link, a pipe, a folder or another file's second name lies there
     */
    static long requireOwn(Path file) throws IOException {
        FileNature found = FileNature.of(file);
        return switch (found.kind()) {
            case LINK ->
                throw new IOException(
                        file + " is a symbolic link, and Stagecraft does not write through links; remove the link");
            case FOLDER -> throw new IOException(file + " is a folder; it must be a file: remove it");
            case SPECIAL -> throw new IOException(file + " is a pipe or device; it must be a file: remove it");
            case SHARED ->
                throw new IOException(file + " is a hard link to another file, which Stagecraft must not overwrite;"
                        + " remove " + file.getFileName());
            case MISSING, PLAIN -> found.size();
        };
    }
}
