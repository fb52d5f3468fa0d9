package dev.stagecraft.benchmarks.harness;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The numbers that a program printed, by name. A program prints each with {@link #print}; its other lines are ignored,
 * because libraries print what they like.
 *
 * @param values by name
 */
public record Figures(Map<String, Double> values) {
    private static final String MARK = "figure ";

    /** Copies the map. */
    public Figures {
        values = Map.copyOf(values);
    }

    /**
     * Prints a number for the program that started this one.
     *
     * @param name without spaces
     * @param value finite
     */
    public static void print(String name, double value) {
        System.out.println(MARK + name + " " + value);
    }

    /**
     * Reads what a program printed.
     *
     * @param lines in any order
     */
    public static Figures parse(List<String> lines) {
        Map<String, Double> values = new HashMap<>();
        for (String line : lines) {
            if (line.startsWith(MARK)) {
                String[] words = line.substring(MARK.length()).split(" ", 2);
                values.put(words[0], Double.valueOf(words[1]));
            }
        }
        return new Figures(values);
    }

    /**
     * A number.
     *
     * @throws HarnessException if the program did not print it, or printed NaN or an infinity
     */
    public double get(String name) {
        Double value = values.get(name);
        if (value == null || !Double.isFinite(value)) {
            throw new HarnessException(
                    value == null ? "no figure " + name + " was printed" : "the figure " + name + " is " + value);
        }
        return value;
    }
}
