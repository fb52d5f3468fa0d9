package dev.stagecraft.runtime.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Where the pixels of an image come from whose rows and columns were moved, repeated or left out.
 *
 * @param rows for each row of the result, the row of the image that it was, or the number of its rows if it is black
 * @param columns the same for each column
 */
@SuppressWarnings("ArrayRecordComponent") // They are handed on and forgotten; nobody compares two.
record Origins(int[] rows, int[] columns) {
    /** Those of an image that is as it was. */
    static Origins of(ImageShape shape) {
        return new Origins(
                IntStream.range(0, shape.height()).toArray(),
                IntStream.range(0, shape.width()).toArray());
    }

    /** The size of the result. */
    ImageShape shape(int channels) {
        return new ImageShape(rows.length, columns.length, channels);
    }

    /**
     * Those after a further change.
     *
     * @param next where the pixels of its result come from in the result of this one
     * @param from size of the image before both
     */
    Origins then(Origins next, ImageShape from) {
        return new Origins(of(rows, next.rows, from.height()), of(columns, next.columns, from.width()));
    }

    private static int[] of(int[] first, int[] next, int black) {
        return Arrays.stream(next)
                .map(origin -> origin == first.length ? black : first[origin])
                .toArray();
    }
}
