package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;

/** A picture that is not answered: it cannot be read, is damaged, or is larger than what is accepted. */
public final class RejectedPictureException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;

    RejectedPictureException(String message, boolean tooLarge) {
        super(message);
        this.tooLarge = tooLarge;
    }

    RejectedPictureException(String message, Throwable cause) {
        super(message, cause);
        this.tooLarge = false;
    }

    /** Whether the picture has more pixels or bytes than {@link ClassifierOptions} accept. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
