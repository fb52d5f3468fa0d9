package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;

/**
 * What a user calls a data set: a kind, and where the kind has one, a place.
 *
 * @param kind {@link #FASHION_MNIST} or {@link #SHAPES}
 * @param place a folder; empty where none was named
 */
public record DataPlace(String kind, String place) {
    /** Four files in MNIST's form; without a place, the published files in the cache folder. */
    public static final String FASHION_MNIST = "fashion-mnist";

    /** The synthetic set, drawn in memory. */
    public static final String SHAPES = "shapes";

    /**
     * Checks that there is such a kind, and that it has a place.
     *
     * @throws BadInputException where one of these is not so
     */
    public DataPlace {
        if (!kind.equals(FASHION_MNIST) && !kind.equals(SHAPES)) {
            throw new BadInputException("there is no kind of data called " + ForeignText.printed(kind)
                    + "; known kinds are fashion-mnist, fashion-mnist:FOLDER and shapes");
        }
        if (kind.equals(SHAPES) && !place.isEmpty()) {
            throw new BadInputException("shapes are drawn in memory and have no place, but "
                    + ForeignText.printed(place) + " was given; write shapes alone");
        }
    }

    /**
     * Reads {@code KIND} or {@code KIND:PLACE}.
     *
     * @throws BadInputException where there is no such kind, or nothing stands behind the colon
     */
    public static DataPlace parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return new DataPlace(text, "");
        }
        String kind = text.substring(0, colon);
        String place = text.substring(colon + 1);
        if (place.isBlank()) {
            throw new BadInputException("the data " + ForeignText.printed(text)
                    + " names no folder: nothing follows the colon; write " + kind + ":FOLDER, or " + kind + " alone");
        }
        return new DataPlace(kind, place);
    }

    /** {@code KIND} or {@code KIND:PLACE}. */
    public String text() {
        return place.isEmpty() ? kind : kind + ":" + place;
    }
}
