package dev.stagecraft.processor.diagnostic;

import dev.stagecraft.processor.spec.Origin;
import java.util.Optional;

/** A change to a declaration, told by declared values; where they stand in a file is looked up later. */
public sealed interface Edit {
    /**
     * An attribute gets a value, whether or not it was written before; the annotation around it is written where needed.
     *
     * @param attribute which value, never an annotation as a whole
     * @param text the value as Java source, as in {@code 16}
     */
    record Set(Origin attribute, String text) implements Edit {}

    /**
     * Something written goes away.
     *
     * @param what an attribute, an element of a list, or an annotation as a whole
     */
    record Remove(Origin what) implements Edit {}

    /**
     * A type gets a further annotation.
     *
     * @param type qualified name of the type; empty for the network's own
     * @param annotation as Java source with simple names, as in {@code @Head(classes = 10)}
     */
    record Add(String type, String annotation) implements Edit {}

    /**
     * A type is declared otherwise.
     *
     * @param type simple name of the network's type, or of one around it
     * @param how what changes
     */
    record Declare(String type, Shape how) implements Edit {}

    /** Changes to a type's declaration. */
    enum Shape {
        /** Without {@code private}. */
        NOT_PRIVATE,
        /** With {@code static}. */
        STATIC,
        /** Without type parameters, where its body is empty. */
        NOT_GENERIC,
        /** A class, where its body is empty. */
        A_CLASS
    }

    /** The declared value that it changes; empty where it changes none that was declared. */
    default Optional<Origin> value() {
        if (this instanceof Set set) {
            return Optional.of(set.attribute());
        }
        return this instanceof Remove remove ? Optional.of(remove.what()) : Optional.empty();
    }

    /** The attribute becomes a text of Java. */
    static Edit set(Origin attribute, Object text) {
        return new Set(attribute, String.valueOf(text));
    }

    /** What was written goes away. */
    static Edit remove(Origin what) {
        return new Remove(what);
    }

    /** The network's type gets an annotation. */
    static Edit add(String annotation) {
        return new Add("", annotation);
    }

    /** A type gets an annotation. */
    static Edit add(String type, String annotation) {
        return new Add(type, annotation);
    }
}
