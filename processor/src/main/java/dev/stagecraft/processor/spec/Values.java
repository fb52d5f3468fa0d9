package dev.stagecraft.processor.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The values of one annotation.
 *
 * @param byName each, by the name of its attribute, in the order of the rows
 */
public record Values(Map<String, Object> byName) {
    /** Keeps the order. */
    public Values {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** What holds where nothing is declared. */
    public static Values usual(List<TrainingValue<?>> rows) {
        Map<String, Object> values = new LinkedHashMap<>();
        rows.forEach(row -> values.put(row.name(), row.usual()));
        return new Values(values);
    }

    /** The same, with another value of one. */
    public Values with(String name, Object value) {
        Map<String, Object> values = new LinkedHashMap<>(byName);
        values.put(name, value);
        return new Values(values);
    }

    /** A whole number. */
    public int integer(String name) {
        return (Integer) Objects.requireNonNull(byName.get(name));
    }

    /** A number. */
    public double real(String name) {
        return (Double) Objects.requireNonNull(byName.get(name));
    }

    /** Some numbers. */
    public List<Double> reals(String name) {
        return ((List<?>) Objects.requireNonNull(byName.get(name)))
                .stream().map(Double.class::cast).toList();
    }

    /** A switch. */
    public boolean flag(String name) {
        return (Boolean) Objects.requireNonNull(byName.get(name));
    }
}
