package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.DiskTrouble;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Places of data that are folders or files. */
final class Places {
    private Places() {}

    /**
     * A place as a path.
     *
     * @param what a folder or a file
     * @throws BadInputException if it cannot be one
     */
    static Path path(String place, String what) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw new BadInputException(
                    ForeignText.printed(place) + " is not a valid name of a " + what + " (" + e.getReason() + ")", e);
        }
    }

    /** A file or a folder that is there and cannot be read. */
    static BadInputException unreadable(Path path, IOException e) {
        String name = ForeignText.printed(path.toString());
        return new BadInputException(
                e instanceof AccessDeniedException
                        ? name + " cannot be read by this user; make it readable, for example with chmod +r"
                        : name + " cannot be read (" + DiskTrouble.of(e).cause() + "); get it again, or check the disk",
                e);
    }
}
