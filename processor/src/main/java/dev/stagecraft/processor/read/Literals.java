package dev.stagecraft.processor.read;

import java.util.Map;
import java.util.function.Function;

/** Reads values that changes write as Java source: numbers and switches. */
final class Literals {
    private static final Map<Class<?>, Function<String, Object>> READERS = Map.of(
            Integer.class,
            Integer::valueOf,
            Long.class,
            text -> Long.valueOf(text.replace("L", "")),
            Double.class,
            Double::valueOf,
            Boolean.class,
            Boolean::valueOf);

    private Literals() {}

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException where it is of another kind
     */
    static Object read(String text, Class<?> kind) {
        Function<String, Object> reader = READERS.get(kind);
        if (reader == null) {
            throw new IllegalArgumentException("a change of a " + kind.getSimpleName() + ": " + text);
        }
        return reader.apply(text);
    }
}
