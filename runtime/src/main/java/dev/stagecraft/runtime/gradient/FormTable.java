package dev.stagecraft.runtime.gradient;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Tables with the measured times of forms. */
final class FormTable {
    /** Times differ by less than this from one measurement to the next. */
    private static final double CLEARLY_FASTER = 0.9;

    /** The time of a form that was not measured. */
    static final double NEVER = Double.POSITIVE_INFINITY;

    private FormTable() {}

    /** A line below the head of a table. */
    record Line(List<String> cells) {
        long whole(int column) {
            return Long.parseLong(cells.get(column));
        }

        /** The time in a cell; a form that was not measured has an empty one, or none. */
        double millis(int column) {
            return column < cells.size() && !cells.get(column).isEmpty()
                    ? Double.parseDouble(cells.get(column))
                    : NEVER;
        }
    }

    static List<Line> read(String file) {
        try (BufferedReader table = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FormTable.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return table.lines()
                    .skip(1)
                    .map(line -> new Line(List.of(line.split(",", -1))))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isClearlyFaster(double form, double operation) {
        return form < CLEARLY_FASTER * operation;
    }

    /** How far two sizes are from each other: the logarithm of their ratio. */
    static double difference(long left, long right) {
        return Math.abs(Math.log((double) left / right));
    }
}
