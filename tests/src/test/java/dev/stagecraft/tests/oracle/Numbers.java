package dev.stagecraft.tests.oracle;

import java.util.Map;
import java.util.TreeMap;

/** What is compared of a network: named arrays of numbers. */
final class Numbers {
    private final Map<String, double[]> arrays = new TreeMap<>();

    void put(String name, double[] values) {
        arrays.put(name, values);
    }

    void put(String name, float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        put(name, copy);
    }

    /** The numbers of a name. */
    double[] get(String name) {
        return arrays.get(name);
    }

    /** Those whose names begin so. */
    Numbers startingWith(String beginning) {
        Numbers some = new Numbers();
        arrays.forEach((name, values) -> {
            if (name.startsWith(beginning)) {
                some.put(name, values);
            }
        });
        return some;
    }

    /**
     * How far another's numbers lie from these, for each name: the length of the difference by the length of these.
     *
     * @param least lengths below it count as this
     */
    Map<String, Double> distances(Numbers other, double least) {
        if (!arrays.keySet().equals(other.arrays.keySet())) {
            throw new AssertionError("numbers of " + arrays.keySet() + " and of " + other.arrays.keySet());
        }
        Map<String, Double> distances = new TreeMap<>();
        arrays.forEach((name, values) -> distances.put(name, distance(values, other.arrays.get(name), least)));
        return distances;
    }

    private static double distance(double[] expected, double[] actual, double least) {
        if (expected.length != actual.length) {
            throw new AssertionError(expected.length + " values and " + actual.length);
        }
        double squares = 0;
        double differences = 0;
        for (int i = 0; i < expected.length; i++) {
            squares += expected[i] * expected[i];
            differences += (actual[i] - expected[i]) * (actual[i] - expected[i]);
        }
        return Math.sqrt(differences) / Math.max(Math.sqrt(squares), least);
    }
}
