package dev.stagecraft.runtime.metric;

import java.util.Arrays;

/** Counts of images by the class that they are of and the class that they were classified as. */
public final class ConfusionMatrix {
    /** Of more classes no matrix is counted: it would be larger than everything else in an evaluation. */
    public static final int MOST_CLASSES = 1_000;

    private final int[][] counts;

    /**
     * Copies counts.
     *
     * @param counts {@code [class][predicted class]}
     * @throws IllegalArgumentException if there are not as many columns as rows
     */
    public ConfusionMatrix(int[][] counts) {
        for (int[] row : counts) {
            if (row.length != counts.length) {
                throw new IllegalArgumentException(
                        "a row has " + row.length + " columns; it must have " + counts.length + ", one for each class");
            }
        }
        this.counts = copy(counts);
    }

    /** Number of classes, which is the number of rows and of columns. */
    public int classes() {
        return counts.length;
    }

    /**
     * Number of images of one class that were classified as another one, or as the same.
     *
     * @param label the class of the images, from 0
     * @param predicted the class that they were classified as, from 0
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public int count(int label, int predicted) {
        return counts[label][predicted];
    }

    /** A copy of all counts, {@code [class][predicted class]}. */
    public int[][] rows() {
        return copy(counts);
    }

    private static int[][] copy(int[][] rows) {
        return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfusionMatrix matrix && Arrays.deepEquals(counts, matrix.counts);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.deepToString(counts);
    }
}
