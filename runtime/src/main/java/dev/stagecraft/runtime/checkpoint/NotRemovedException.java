package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.RunFailedException;

/**
 * A checkpoint that is no longer needed could not be removed. Nothing is lost, so a run may continue. The message says
 * how to remove it.
 */
public final class NotRemovedException extends RunFailedException {
    private static final long serialVersionUID = 1;

    NotRemovedException(String message, Throwable cause) {
        super(message, cause);
    }
}
