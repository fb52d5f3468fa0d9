package dev.stagecraft.runtime.picture;

/**
 * What a picture shows, upright.
 *
 * @param height of the picture, at least 1
 * @param width of the picture, at least 1
 * @param channels 3 for red, green and blue; 1 for gray
 * @param values rows from the top, pixels from the left, channels innermost (HWC), a byte each, 0 to 255 unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // Pixels are handed on and forgotten; nobody compares two.
public record Pixels(int height, int width, int channels, byte[] values) {
    private static final int BYTE = 0xFF;

    /** The weights of red, green and blue in gray (ITU-R BT.601), as parts of 65,536; a half is rounded up. */
    private static final int RED = 19_595;

    private static final int GREEN = 38_470;
    private static final int BLUE = 7_471;
    private static final int HALF = 1 << 15;

    /** The same in gray: the luma of ITU-R BT.601, as Pillow's mode {@code L} has it. A gray pixel keeps its value. */
    Pixels gray() {
        byte[] gray = new byte[height * width];
        for (int i = 0; i < gray.length; i++) {
            int red = values[3 * i] & BYTE;
            int green = values[3 * i + 1] & BYTE;
            int blue = values[3 * i + 2] & BYTE;
            gray[i] = (byte) ((RED * red + GREEN * green + BLUE * blue + HALF) >> 16);
        }
        return new Pixels(height, width, 1, gray);
    }
}
