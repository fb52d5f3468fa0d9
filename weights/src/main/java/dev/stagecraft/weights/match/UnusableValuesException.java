package dev.stagecraft.weights.match;

/** A tensor has values that no weights have. The message names it. */
public final class UnusableValuesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UnusableValuesException(String message) {
        super(message);
    }
}
