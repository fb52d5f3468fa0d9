package dev.stagecraft.processor.plan;

import java.util.Optional;

/**
 * A number of an operation.
 *
 * @param value what it is here
 * @param role what it is in every block of the same form, as in {@code width} or {@code out - in}; none where it is the
 *     same in each
 */
public record Quantity(int value, Optional<String> role) {
    static Quantity literal(int value) {
        return new Quantity(value, Optional.empty());
    }

    static Quantity of(String role, int value) {
        return new Quantity(value, Optional.of(role));
    }

    /** Its role, or the number itself. */
    public String text() {
        return role.orElseGet(() -> String.valueOf(value));
    }
}
