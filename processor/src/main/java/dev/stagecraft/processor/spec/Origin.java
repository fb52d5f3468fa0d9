package dev.stagecraft.processor.spec;

/**
 * Where a declared value stands.
 *
 * @param annotation simple name of the annotation, as in {@code ResidualStage}
 * @param index which of its like on the type, from 0
 * @param attribute path of the attribute, as in {@code pool.size}; empty for the annotation as a whole
 */
public record Origin(String annotation, int index, String attribute) {
    /** The annotation as a whole, where a type carries it once. */
    public static Origin of(String annotation) {
        return new Origin(annotation, 0, "");
    }

    /** An attribute of this origin. */
    public Origin at(String name) {
        return new Origin(annotation, index, attribute.isEmpty() ? name : attribute + "." + name);
    }
}
