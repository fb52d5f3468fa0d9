package dev.stagecraft.benchmarks.harness;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of a table: texts and numbers by name, in the order in which they were added. */
public final class Result {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * A row.
     *
     * @param row its name for {@code --rows}
     * @param precision in which ours computes
     */
    public Result(String row, String precision) {
        fields.put("row", row);
        fields.put("precision", precision);
    }

    /** Adds a text. */
    public Result with(String name, String text) {
        fields.put(name, text);
        return this;
    }

    /** Adds a number. */
    public Result with(String name, double number) {
        fields.put(name, number);
        return this;
    }

    /**
     * Adds ours, the peer's, and ours over the peer's.
     *
     * @param ratios one for each round; their median is the ratio, and the largest minus the smallest is the spread
     */
    public Result with(double ours, double peer, double[] ratios) {
        return with("ours", ours)
                .with("peer", peer)
                .with("ratio", Medians.of(ratios))
                .with("spread", Medians.spread(ratios));
    }

    /** A field; null if the row does not have it. */
    public @Nullable Object field(String name) {
        return fields.get(name);
    }

    /** All fields, in order. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
