package dev.stagecraft.runtime;

/**
 * A run that started well could not continue, for example because of a full disk, a loss that became NaN, or a device
 * that ran out of memory. The message says where, why, and how to continue. The command line prints it without a stack
 * trace and exits with 1.
 */
public class RunFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with the complete message for the user. */
    public RunFailedException(String message) {
        super(message);
    }

    /** An error with the complete message for the user, and its cause. */
    public RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
