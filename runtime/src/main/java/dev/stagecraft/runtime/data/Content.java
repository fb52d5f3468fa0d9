package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.io.Sha256;
import java.util.regex.Pattern;

/**
 * The bytes that an image is encoded in, such as its file, as their number and their hash tell them.
 *
 * @param size number of bytes, at least 0
 * @param sha256 of the bytes, 64 hexadecimal digits in lower case
 */
public record Content(long size, String sha256) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Sha256.HEX_DIGITS + "}");

    /**
     * Checks the form of the hash.
     *
     * @throws IllegalArgumentException if it does not have this form, or the size is below 0
     */
    public Content {
        if (size < 0 || !isHash(sha256)) {
            throw new IllegalArgumentException("content of " + size + " bytes cannot have the hash " + sha256);
        }
    }

    static boolean isHash(String text) {
        return HASH.matcher(text).matches();
    }

    /** A number that two contents hardly ever share. */
    long mark() {
        return Long.parseUnsignedLong(sha256.substring(0, 16), 16);
    }

    /** The content of bytes. */
    public static Content of(byte[] bytes) {
        return new Content(bytes.length, new Sha256().add(bytes).hex());
    }
}
