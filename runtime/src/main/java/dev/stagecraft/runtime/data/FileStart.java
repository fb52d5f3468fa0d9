package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;

/**
 * How a file begins.
 *
 * @param mark a number of its first bytes; two different starts hardly ever have the same one
 * @param whole whether those are all of its bytes
 */
record FileStart(long mark, boolean whole) {
    /**
     * Of a file.
     *
     * @param start its first bytes
     * @param size number of all of its bytes
     */
    static FileStart of(byte[] start, long size) {
        return new FileStart(Shapes.mix(size ^ ByteMark.of(ByteBuffer.wrap(start))), start.length >= size);
    }
}
