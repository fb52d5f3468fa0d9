package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A built-in kind of data that is read from a place and cannot do without one.
 *
 * @param name of the kind
 * @param what its place is, {@code folder} or {@code file}
 * @param opening reads the place
 */
record PlacedKind(String name, String what, Opening opening) implements DataKind {
    /** Reads a data set. */
    @FunctionalInterface
    interface Opening {
        DataSet open(Path place, DataRequest request);
    }

    /** A kind whose place is a folder. */
    static PlacedKind folder(String name, Opening opening) {
        return new PlacedKind(name, "folder", opening);
    }

    @Override
    public List<String> forms() {
        return List.of(form());
    }

    private String form() {
        return name + ":" + what.toUpperCase(Locale.ROOT);
    }

    @Override
    public DataSet open(DataRequest request) {
        if (request.place().isEmpty()) {
            throw new BadInputException("the data " + name + " needs a " + what + "; write " + form());
        }
        return opening.open(Places.path(request.place(), what), request);
    }
}
