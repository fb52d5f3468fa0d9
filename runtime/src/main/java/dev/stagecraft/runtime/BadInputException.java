package dev.stagecraft.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Some input is wrong and the user can correct it: a file, a flag, a model class, or the environment. The message says
 * where, what was found, what was expected, and how to fix it. The command line prints it without a stack trace and
 * exits with 2.
 */
public class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the complete message for the user. */
    public BadInputException(String message) {
        super(message);
    }

    /** An error with the complete message for the user, and its cause; null for none. */
    public BadInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
