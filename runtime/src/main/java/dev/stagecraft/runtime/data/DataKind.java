package dev.stagecraft.runtime.data;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A kind of data that a user names as {@code KIND} or {@code KIND:PLACE}. Implement it to use your own data on the
 * command line. The class must be public and have a public constructor without parameters. The command line names it as
 * {@code class:com.acme.MyData}. If {@link java.util.ServiceLoader} finds it as a provider of this interface, its
 * {@link #name} is enough.
 */
public interface DataKind {
    /**
     * The name of the kind: a lowercase letter, then lowercase letters, digits and hyphens, such as
     * {@code fashion-mnist}. It cannot replace a built-in kind of the same name.
     */
    String name();

    /** The forms in which users can write it, such as {@code fashion-mnist} and {@code fashion-mnist:FOLDER}. */
    default List<String> forms() {
        return List.of(name(), name() + ":PLACE");
    }

    /**
     * Opens a data set. Where it has images to train on alone, images to test on are cut off it afterwards; see {@link Split}.
     *
     * @throws dev.stagecraft.runtime.BadInputException if it cannot be opened; the message says why, and how to get the
     *     data
     */
    DataSet open(DataRequest request);

    /**
     * The same place in a form that does not depend on the working folder; checkpoints store it. By default a place is
     * a path.
     *
     * @param place as the user gave it, not empty
     */
    default String absolutePlace(String place) {
        try {
            return Path.of(place).toAbsolutePath().toString();
        } catch (InvalidPathException e) {
            // It was opened all the same, so it is something else.
            return place;
        }
    }
}
