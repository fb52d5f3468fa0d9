package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.RunFailedException;

/**
 * A checkpoint that is no longer needed could not be removed. Nothing is lost by it, so that a run may go on; the message
 * says what to do about the rest.
 */
public final class NotRemovedException extends RunFailedException {
    private static final long serialVersionUID = 1;

    NotRemovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
