package dev.stagecraft.weights.match;

import java.util.Map;
import java.util.OptionalInt;

/**
 * A change of a declaration that brings the network nearer to a file.
 *
 * @param annotation simple name of the annotation of the type, such as {@code ResidualStage}
 * @param stage which stage, from 1; empty if the annotation is not repeated
 * @param attribute such as {@code blocks}, or a path such as {@code shortcut.kind}; empty if the annotation itself must be added
 *     or removed
 * @param value as Java source, such as {@code 4}; what to do with the annotation if there is no attribute
 */
public record Mend(String annotation, OptionalInt stage, String attribute, String value) {
    private static final Map<String, String> TYPES = Map.of(
            "shortcut", "Shortcut",
            "bottleneck", "Bottleneck",
            "input", "Input");

    static Mend of(String annotation, String attribute, Object value) {
        return new Mend(annotation, OptionalInt.empty(), attribute, String.valueOf(value));
    }

    static Mend ofStage(int stage, String attribute, Object value) {
        return new Mend("ResidualStage", OptionalInt.of(stage), attribute, String.valueOf(value));
    }

    /** As in {@code @ResidualStage(blocks = 4) in stage 2}. */
    public String text() {
        if (attribute.isEmpty()) {
            return value;
        }
        int dot = attribute.indexOf('.');
        String type = dot < 0 ? annotation : TYPES.getOrDefault(attribute.substring(0, dot), annotation);
        return "@" + type + "(" + attribute.substring(dot + 1) + " = " + value + ")"
                + (stage.isPresent() ? " in stage " + stage.getAsInt() : "");
    }
}
