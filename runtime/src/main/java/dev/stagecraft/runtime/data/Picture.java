package dev.stagecraft.runtime.data;

/**
 * One image.
 *
 * @param shape height, width and channels
 * @param values rows from top to bottom, pixels from left to right, channels innermost (HWC), one byte per value, 0 to
 *     255 unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // A picture is handed on and forgotten; nobody compares two.
public record Picture(ImageShape shape, byte[] values) {
    /**
     * Checks the number of values.
     *
     * @throws IllegalArgumentException if there are more or fewer than {@code shape.values()}
     */
    public Picture {
        if (values.length != shape.values()) {
            throw new IllegalArgumentException(
                    "a picture of " + shape + " has " + values.length + " values; it must have " + shape.values());
        }
    }
}
