package dev.stagecraft.runtime.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of data that a user names as {@code KIND} or {@code KIND:PLACE}. Implement it to use data of your own on the command
 * line: a public class with a public constructor without parameters, which is named as {@code class:com.acme.MyData}, or,
 * where {@link java.util.ServiceLoader} finds it as a provider of this interface, by its own name.
 */
public interface DataKind {
    /**
     * What it is called: a small letter, then small letters, digits and hyphens, as in {@code fashion-mnist}. A built-in kind
     * is never replaced by another one of its name.
     */
    String name();

    /** How it is written, as in {@code fashion-mnist} and {@code fashion-mnist:FOLDER}. */
    default List<String> forms() {
        return List.of(name(), name() + ":PLACE");
    }

    /**
     * Opens a data set.
     *
     * @throws dev.stagecraft.runtime.BadInputException where it cannot be had; the message says why, and how to get it
     */
    DataSet open(DataRequest request);

    /**
     * A place as it names the same data from every working folder; it is kept in checkpoints. Unless a kind says otherwise, a
     * place is a path.
     *
     * @param place as it was given, not empty
     */
    default String fromAnywhere(String place) {
        try {
            return Path.of(place).toAbsolutePath().toString();
        } catch (InvalidPathException e) {
            // It was opened all the same, so it is something else.
            return place;
        }
    }
}
