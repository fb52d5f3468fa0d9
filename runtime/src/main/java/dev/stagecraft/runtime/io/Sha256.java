package dev.stagecraft.runtime.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal where it is for people. */
public final class Sha256 {
    /** Of a hash as text. */
    public static final int HEX_DIGITS = 64;

    private final MessageDigest digest = digest();

    /** A hash over nothing yet. */
    public Sha256() {}

    /** Takes bytes in. */
    public Sha256 add(byte[] bytes, int offset, int count) {
        digest.update(bytes, offset, count);
        return this;
    }

    /** Takes the first bytes of an array in. */
    public Sha256 add(byte[] bytes, int count) {
        return add(bytes, 0, count);
    }

    /** Takes bytes in. */
    public Sha256 add(byte[] bytes) {
        return add(bytes, 0, bytes.length);
    }

    /** The hash of all that was taken in. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The hash of a text in UTF-8. */
    public static byte[] of(String text) {
        return digest().digest(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The hash of a file. */
    public static String of(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
