package dev.stagecraft.runtime.tree;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A part of a data set, and what people call it. */
public enum Part {
    /** To train on. */
    TRAIN("train"),
    /** To validate on. */
    VALIDATION("val", "valid", "validation"),
    /** To test on. */
    TEST("test");

    @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot change.
    private final List<String> names;

    Part(String... names) {
        this.names = List.of(names);
    }

    /** The part of a name, in small letters or capitals; empty where it names none. */
    static Optional<Part> named(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        for (Part part : values()) {
            if (part.names.contains(lower)) {
                return Optional.of(part);
            }
        }
        return Optional.empty();
    }
}
