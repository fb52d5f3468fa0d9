package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;

/** A picture that is not answered: it cannot be read, is damaged, or is larger than what is accepted. */
public final class RejectedPictureException extends BadInputException {
    private static final long serialVersionUID = 1L;

    private final boolean tooLarge;
    private final boolean tooManyPixels;

    private RejectedPictureException(String message, boolean tooManyPixels) {
        super(message);
        tooLarge = true;
        this.tooManyPixels = tooManyPixels;
    }

    static RejectedPictureException tooManyPixels(String message) {
        return new RejectedPictureException(message, true);
    }

    static RejectedPictureException tooManyBytes(String message) {
        return new RejectedPictureException(message, false);
    }

    RejectedPictureException(String message, Throwable cause) {
        super(message, cause);
        tooLarge = false;
        tooManyPixels = false;
    }

    /** Whether the picture has more pixels or bytes than {@link ClassifierOptions} accept. */
    public boolean isTooLarge() {
        return tooLarge;
    }

    /** Whether the picture has more pixels than {@link ClassifierOptions#mostPixels} accepts. */
    public boolean hasTooManyPixels() {
        return tooManyPixels;
    }
}
