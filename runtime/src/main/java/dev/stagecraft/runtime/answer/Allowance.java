package dev.stagecraft.runtime.answer;

import java.util.Locale;

/** What is left of a request's pixels and bytes. */
final class Allowance {
    private final ClassifierOptions options;
    private long pixels;
    private long bytes;

    Allowance(ClassifierOptions options) {
        this.options = options;
        pixels = options.mostPixels();
        bytes = options.mostBytes();
    }

    long bytesLeft() {
        return bytes;
    }

    /** Takes what a picture needs before it is decoded. */
    void takePixels(String picture, long count) {
        if (count > pixels) {
            throw tooLarge(picture, "claims", count, "pixels", options.mostPixels(), "Pixels");
        }
        pixels -= count;
    }

    /** Takes what was read, or would have to be. */
    void takeBytes(String picture, long count) {
        if (count > bytes) {
            throw tooLarge(picture, "has", count, "bytes", options.mostBytes(), "Bytes");
        }
        bytes -= count;
    }

    /** For a stream that goes on where the bytes end. */
    RejectedPictureException tooManyBytes(String picture) {
        return tooLarge(picture, "has more than", bytes, "bytes", options.mostBytes(), "Bytes");
    }

    private static RejectedPictureException tooLarge(
            String picture, String verb, long count, String what, long most, String option) {
        return new RejectedPictureException(
                String.format(
                        Locale.ROOT,
                        "%s %s %,d %s; the pictures of a request may have %,d together. Send fewer or smaller ones, or"
                                + " raise the limit with ClassifierOptions.withMost%s",
                        picture,
                        verb,
                        count,
                        what,
                        most,
                        option),
                true);
    }
}
