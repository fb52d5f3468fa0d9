package dev.stagecraft.export.bill;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** A UUID of version 5, which a text alone decides: a random one would make two equal exports differ. */
final class ContentId {
    private static final UUID SPACE = UUID.fromString("5d0c4a1e-93f7-4b62-8f0d-2a9b6c71e384");

    private static final int VERSION = 5;

    private ContentId() {}

    static UUID of(String content) {
        ByteBuffer space = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(SPACE.getMostSignificantBits())
                .putLong(SPACE.getLeastSignificantBits());
        MessageDigest digest = sha1();
        digest.update(space.array());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        long high = (hash.getLong() & ~0xf000L) | (VERSION << 12);
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low);
    }

    /** The hash that version 5 is made of; it protects nothing. */
    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
