package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.picture.PictureDecoder;
import java.util.Optional;

/**
 * How files of pictures are read.
 *
 * @param onBadImage what becomes of pictures that cannot be read
 * @param mostPixels that a picture may have, at least 1
 * @param skipped the pictures that a run left out, which are left out again; empty if there is no such list. With a list,
 *     any other picture that cannot be read is an error.
 * @param mostKept bytes of memory that decoded pictures may take, at least 0. A set that takes more is decoded each time it
 *     is read.
 */
public record Reading(OnBadImage onBadImage, long mostPixels, Optional<SkippedImages> skipped, long mostKept) {
    /** Decoded pictures take at most one part in so many of Java's heap. */
    private static final int HEAP_SHARE = 4;

    /**
     * Bad pictures are an error, a picture has at most 100 million pixels, and decoded pictures take at most a quarter of Java's
     * heap.
     */
    public static final Reading DEFAULT = new Reading(
            OnBadImage.FAIL,
            PictureDecoder.USUAL_MOST_PIXELS,
            Optional.empty(),
            Runtime.getRuntime().maxMemory() / HEAP_SHARE);

    /** What becomes of pictures that cannot be read. */
    public enum OnBadImage {
        /** They are an error, which names them. */
        FAIL,
        /** They are found before the first step, counted, named and left out; more than a tenth of all is an error. */
        SKIP,
        /** They are found and left out, however many there are, for a program that lists them itself. */
        LIST
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if {@code mostPixels} is below 1, or {@code mostKept} is below 0
     */
    public Reading {
        if (mostPixels < 1) {
            throw new IllegalArgumentException("mostPixels is " + mostPixels + "; it must be at least 1");
        }
        if (mostKept < 0) {
            throw new IllegalArgumentException("mostKept is " + mostKept + "; it must be at least 0");
        }
    }

    /** The same with another treatment of pictures that cannot be read. */
    public Reading on(OnBadImage other) {
        return new Reading(other, mostPixels, skipped, mostKept);
    }

    /** The same with another limit of pixels. */
    public Reading upTo(long pixels) {
        return new Reading(onBadImage, pixels, skipped, mostKept);
    }

    /** The same, leaving out what a run left out. */
    public Reading skipping(SkippedImages known) {
        return new Reading(onBadImage, mostPixels, Optional.of(known), mostKept);
    }

    /** The same with another limit of memory for decoded pictures. */
    public Reading keeping(long bytes) {
        return new Reading(onBadImage, mostPixels, skipped, bytes);
    }
}
