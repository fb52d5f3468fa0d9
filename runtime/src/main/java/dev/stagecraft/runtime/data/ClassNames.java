package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.nio.file.Path;
import java.util.List;

/** Reads the names of classes. */
public final class ClassNames {
    private ClassNames() {}

    /**
     * The names in a text file, one per line, in the order of the classes.
     *
     * @param file in UTF-8
     * @param classes number of classes that they are for
     * @throws BadInputException if the file cannot be read, a name is empty or there twice, or there are more or fewer names
     *     than classes
     */
    public static List<String> read(Path file, int classes) {
        List<String> names = NameFile.read(file);
        if (names.size() != classes) {
            throw new BadInputException(ForeignText.printed(file.toString()) + " has " + names.size()
                    + " names; the network has " + classes + " classes, and each needs a line");
        }
        return names;
    }
}
