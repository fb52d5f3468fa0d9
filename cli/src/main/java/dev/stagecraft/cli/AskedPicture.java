package dev.stagecraft.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A picture that was asked about.
 *
 * @param name as messages and results have it
 * @param file empty if the name leads to none
 * @param problem a sentence that says why not; empty if there is a file
 */
record AskedPicture(String name, Optional<Path> file, String problem) {
    static AskedPicture of(Path file) {
        return new AskedPicture(file.toString(), Optional.of(file), "");
    }

    static AskedPicture refused(String name, String problem) {
        return new AskedPicture(name, Optional.empty(), problem);
    }
}
