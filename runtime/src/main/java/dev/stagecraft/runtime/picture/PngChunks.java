package dev.stagecraft.runtime.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** What a PNG file (W3C, Portable Network Graphics, sections 5 and 11) says of its picture: its size and its EXIF data. */
record PngChunks(long height, long width, Orientation orientation) {
    private static final int SIGNATURE = 8;
    private static final int TYPE_AND_LENGTH = 8;
    private static final int CHECKSUM = 4;
    private static final int HEADER = 0x49484452;
    private static final int EXIF = 0x65584966;
    private static final int SIZE_BYTES = 8;

    /** What is read of a file that is cut off or damaged later stays read: decoding finds the damage. */
    static PngChunks read(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file);
        long height = 0;
        long width = 0;
        Orientation orientation = Orientation.UPRIGHT;
        long at = SIGNATURE;
        while (at + TYPE_AND_LENGTH <= file.length) {
            int start = (int) at;
            long length = Integer.toUnsignedLong(bytes.getInt(start));
            int type = bytes.getInt(start + 4);
            long data = at + TYPE_AND_LENGTH;
            if (data + length > file.length) {
                break;
            }
            if (at == SIGNATURE && type == HEADER && length >= SIZE_BYTES) {
                width = Integer.toUnsignedLong(bytes.getInt((int) data));
                height = Integer.toUnsignedLong(bytes.getInt((int) data + 4));
            } else if (type == EXIF) {
                orientation = Orientation.of(Arrays.copyOfRange(file, (int) data, (int) (data + length)));
            }
            at = data + length + CHECKSUM;
        }
        return new PngChunks(height, width, orientation);
    }

    /** Whether the size was found. */
    boolean hasHeader() {
        return height > 0 || width > 0;
    }
}
