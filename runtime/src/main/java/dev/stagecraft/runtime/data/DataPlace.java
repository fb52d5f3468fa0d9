package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.io.ForeignText;

/**
 * How a user names a data set: a kind, and a place if the kind has one.
 *
 * @param kind {@link #FASHION_MNIST}, {@link #SHAPES}, the name of a user's {@link DataKind}, or {@code class:} and the
 *     name of its class
 * @param place such as a folder; empty if none was named
 */
public record DataPlace(String kind, String place) {
    /** Four files in the format of MNIST. Without a place it means the published files in the cache folder. */
    public static final String FASHION_MNIST = FashionMnistKind.NAME;

    /** Synthetic data, drawn in memory. */
    public static final String SHAPES = ShapesKind.NAME;

    /**
     * Reads {@code KIND} or {@code KIND:PLACE}. It does not check that there is such a kind.
     *
     * @throws BadInputException if nothing follows the colon
     */
    public static DataPlace parse(String text) {
        boolean byClass = text.startsWith(DataKinds.CLASS);
        int colon = text.indexOf(':', byClass ? DataKinds.CLASS.length() : 0);
        if (colon < 0) {
            return new DataPlace(text, "");
        }
        String kind = text.substring(0, colon);
        String place = text.substring(colon + 1);
        if (place.isBlank()) {
            throw new BadInputException("the data " + ForeignText.printed(text)
                    + (byClass ? " names no place" : " names no folder") + ": nothing follows the colon; write " + kind
                    + (byClass ? ":PLACE" : ":FOLDER") + ", or " + kind + " alone");
        }
        return new DataPlace(kind, place);
    }

    /** {@code KIND} or {@code KIND:PLACE}. */
    public String text() {
        return place.isEmpty() ? kind : kind + ":" + place;
    }
}
