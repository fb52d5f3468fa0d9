package dev.stagecraft.runtime;

/**
 * A run that began well could not go on: a full disk, a loss that is no number, a device that ran out of memory. The
 * message says where, why and how to go on; the command line prints it without a stack trace and exits with 1.
 */
public class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the whole message for its reader. */
    public RunFailedException(String message) {
        super(message);
    }

    /** An error with the whole message for its reader, and what led to it. */
    public RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
