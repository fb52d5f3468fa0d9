package dev.stagecraft.runtime.answer;

import java.util.Locale;

/** What is left of a request's pixels and bytes. */
final class Allowance {
    private final long mostPixels;
    private final long mostBytes;
    private long pixels;
    private long bytes;

    Allowance(ClassifierOptions options) {
        mostPixels = options.mostPixels();
        mostBytes = options.mostBytes();
        pixels = mostPixels;
        bytes = mostBytes;
    }

    long bytesLeft() {
        return bytes;
    }

    /** Takes what a picture needs before it is decoded. */
    void takePixels(String picture, long count) {
        if (count > pixels) {
            throw RejectedPictureException.tooManyPixels(
                    text(picture, String.format(Locale.ROOT, "claims %,d pixels", count), mostPixels, "pixels"));
        }
        pixels -= count;
    }

    /** Takes what was read. */
    void takeBytes(long count) {
        bytes -= count;
    }

    /** For a file that goes on where the bytes end. */
    RejectedPictureException tooManyBytes(String picture) {
        return RejectedPictureException.tooManyBytes(
                text(picture, String.format(Locale.ROOT, "has more than %,d bytes", bytes), mostBytes, "bytes"));
    }

    private static String text(String picture, String found, long most, String what) {
        return String.format(
                Locale.ROOT,
                "%s %s; a request may have at most %,d %s; use fewer or smaller pictures",
                picture,
                found,
                most,
                what);
    }
}
