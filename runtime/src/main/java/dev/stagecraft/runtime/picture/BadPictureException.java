package dev.stagecraft.runtime.picture;

/** A file that is not a picture that can be read. Its message is the reason, as a part of a sentence about the file. */
public final class BadPictureException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadPictureException(String reason) {
        super(reason);
        this.reason = reason;
    }

    BadPictureException(String reason, Throwable cause) {
        super(reason, cause);
        this.reason = reason;
    }

    /** The message. */
    public String reason() {
        return reason;
    }
}
