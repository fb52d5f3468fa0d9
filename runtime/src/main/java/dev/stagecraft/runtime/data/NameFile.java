package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file with the name of a class in each line, in the order of the labels. */
final class NameFile {
    /** Thousands of names fit in; what is larger is something else. */
    private static final long MOST_BYTES = 1 << 20;

    private NameFile() {}

    /**
     * The names; empty lines at the end are not counted.
     *
     * @throws BadInputException if the file cannot be read, is not text, has no names, or a line is empty or said twice
     */
    static List<String> read(Path file) {
        String name = ForeignText.printed(file.toString());
        List<String> lines = new ArrayList<>(lines(file, name));
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        if (lines.isEmpty()) {
            throw new BadInputException(
                    name + " has no names; write the name of one class per line, or remove the file");
        }
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String line : lines) {
            String found = line.strip();
            names.add(found);
            if (found.isEmpty() || !seen.add(found)) {
                throw new BadInputException(name + ": line " + names.size()
                        + (found.isEmpty() ? " is empty" : " has " + ForeignText.printed(found) + " again")
                        + "; each class needs a name of its own");
            }
        }
        return List.copyOf(names);
    }

    private static List<String> lines(Path file, String name) {
        try {
            long bytes = Files.size(file);
            if (bytes > MOST_BYTES) {
                throw new BadInputException(name + " has " + bytes + " bytes; a file of class names has at most "
                        + MOST_BYTES + ": replace it by the right file, or remove it");
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw new BadInputException(name + " is not text in UTF-8; write the names of the classes in UTF-8", e);
        } catch (IOException e) {
            throw Places.unreadable(file, e);
        }
    }
}
