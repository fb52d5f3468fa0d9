package dev.stagecraft.benchmarks.harness;

import java.util.Arrays;

/** The middle of measurements, and how far apart they are. */
public final class Medians {
    private Medians() {}

    /**
     * The median.
     *
     * @param values at least one, in any order
     */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2;
    }

    /**
     * The largest value minus the smallest.
     *
     * @param values at least one, in any order
     */
    public static double spread(double[] values) {
        return Arrays.stream(values).max().orElseThrow()
                - Arrays.stream(values).min().orElseThrow();
    }
}
