package dev.stagecraft.runtime.picture;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands before the data of a JPEG file (ITU-T T.81, annex B): its frame's size and its EXIF data. Markers are found as
 * libjpeg finds them, which decodes the file later, so that both see the same size.
 */
record JpegMarkers(int height, int width, Orientation orientation) {
    private static final int BYTE = 0xFF;
    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int APPLICATION_1 = 0xE1;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    static JpegMarkers read(byte[] file) {
        Orientation orientation = Orientation.UPRIGHT;
        int height = 0;
        int width = 0;
        // The first two bytes are the start of the image.
        int at = 2;
        while (true) {
            at = afterMarker(file, at);
            if (at > file.length - 2) {
                break;
            }
            int marker = file[at - 1] & BYTE;
            if (marker == START_OF_SCAN || marker == END) {
                break;
            }
            if (isAlone(marker)) {
                continue;
            }
            int length = number(file, at);
            if (length < 2 || at + length > file.length) {
                break;
            }
            if (isFrame(marker) && length >= 8 && height == 0) {
                height = number(file, at + 3);
                width = number(file, at + 5);
            } else if (marker == APPLICATION_1
                    && orientation == Orientation.UPRIGHT
                    && isExif(file, at + 2, length - 2)) {
                orientation = Orientation.of(Arrays.copyOfRange(file, at + 2 + EXIF.length, at + length));
            }
            at += length;
        }
        return new JpegMarkers(height, width, orientation);
    }

    /** Where the bytes after the next marker begin; beyond the file where there is none. */
    private static int afterMarker(byte[] file, int from) {
        int at = from;
        while (at < file.length) {
            while (at < file.length && (file[at] & BYTE) != BYTE) {
                at++;
            }
            while (at < file.length && (file[at] & BYTE) == BYTE) {
                at++;
            }
            if (at < file.length && file[at] != 0) {
                return at + 1;
            }
        }
        return file.length;
    }

    /** Nothing but itself: restarts, the start of an image, a byte for arithmetic coding. */
    private static boolean isAlone(int marker) {
        return (marker >= 0xD0 && marker <= 0xD8) || marker == 0x01;
    }

    /** Every start of a frame; three numbers between them are tables. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static boolean isExif(byte[] file, int at, int length) {
        return length > EXIF.length && Arrays.equals(file, at, at + EXIF.length, EXIF, 0, EXIF.length);
    }

    private static int number(byte[] file, int at) {
        return ((file[at] & BYTE) << 8) | (file[at + 1] & BYTE);
    }

    /** Whether the size was found. */
    boolean hasFrame() {
        return height > 0;
    }
}
