package dev.stagecraft.runtime.io;

import java.util.zip.CRC32C;

/** The checksums of TensorFlow's files: CRC-32C, rotated and shifted so that a checksum over checksums is a good one too. */
public final class MaskedCrc {
    private static final int DELTA = 0xa282ead8;

    private MaskedCrc() {}

    /** Of a part of some bytes. */
    public static int of(byte[] bytes, int from, int count) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, count);
        return of(crc);
    }

    /** Of all bytes that a CRC-32C was given. */
    public static int of(CRC32C crc) {
        int value = (int) crc.getValue();
        return ((value >>> 15) | (value << 17)) + DELTA;
    }
}
