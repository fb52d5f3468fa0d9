package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;

/** A number for bytes. It is quick, and no safeguard against somebody who looks for two with the same number. */
final class ByteMark {
    private ByteMark() {}

    /** Eight bytes at a time, each mixed into all that came before. */
    static long of(ByteBuffer bytes) {
        long hash = bytes.remaining();
        while (bytes.remaining() >= Long.BYTES) {
            hash = Shapes.mix(hash ^ bytes.getLong());
        }
        while (bytes.hasRemaining()) {
            hash = Shapes.mix(hash ^ bytes.get());
        }
        return hash;
    }
}
