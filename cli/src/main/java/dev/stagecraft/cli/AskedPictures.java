package dev.stagecraft.cli;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.answer.FoundPictures;
import dev.stagecraft.runtime.io.ForeignText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that arguments name, in their order: files, what is in folders, and for {@code -} a list on standard input,
 * of which no more is read than is asked for.
 */
final class AskedPictures implements Iterator<AskedPicture> {
    private static final String LIST = "-";

    private final Iterator<String> arguments;
    private final BufferedReader input;
    private final Console console;
    private final Deque<AskedPicture> waiting = new ArrayDeque<>();
    private boolean reading;

    /** @param input where {@code -} reads the list */
    AskedPictures(List<String> arguments, InputStream input, Console console) {
        this.arguments = arguments.iterator();
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
        this.console = console;
    }

    @Override
    public boolean hasNext() {
        while (waiting.isEmpty()) {
            String name = nextName();
            if (name == null) {
                return false;
            }
            add(name);
        }
        return true;
    }

    @Override
    public AskedPicture next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return waiting.remove();
    }

    /** Null at the end. */
    private @Nullable String nextName() {
        while (true) {
            if (reading) {
                String line = line();
                if (line == null) {
                    reading = false;
                } else if (!line.isEmpty()) {
                    return line;
                }
            } else if (!arguments.hasNext()) {
                return null;
            } else {
                String argument = arguments.next();
                reading = argument.equals(LIST);
                if (!reading) {
                    return argument;
                }
            }
        }
    }

    private @Nullable String line() {
        try {
            return input.readLine();
        } catch (IOException e) {
            throw new BadInputException(
                    "the list on standard input cannot be read (" + ForeignText.printed(e.getMessage()) + ")", e);
        }
    }

    private void add(String name) {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                addFolder(path);
            } else {
                waiting.add(AskedPicture.of(path));
            }
        } catch (InvalidPathException e) {
            waiting.add(AskedPicture.refused(name, ForeignText.printed(name) + " is not a valid path"));
        } catch (BadInputException e) {
            waiting.add(AskedPicture.refused(name, String.valueOf(e.getMessage())));
        }
    }

    private void addFolder(Path folder) {
        FoundPictures found = FoundPictures.in(folder);
        found.notices().forEach(console::notice);
        found.files().forEach(file -> waiting.add(AskedPicture.of(file)));
        if (found.files().isEmpty()) {
            String name = folder.toString();
            waiting.add(AskedPicture.refused(name, ForeignText.printed(name) + " has no pictures"));
        }
    }
}
