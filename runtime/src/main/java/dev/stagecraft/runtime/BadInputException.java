package dev.stagecraft.runtime;

/**
 * Something that was given is wrong and its giver can mend it: a file, a flag, a model class, the environment. The
 * message says where, what was found, what was expected and how to mend it; the command line prints it without a stack
 * trace and exits with 2.
 */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the whole message for its reader. */
    public BadInputException(String message) {
        super(message);
    }

    /** An error with the whole message for its reader, and what led to it. */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
