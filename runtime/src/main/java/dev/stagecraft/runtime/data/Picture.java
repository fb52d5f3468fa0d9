package dev.stagecraft.runtime.data;

/**
 * One image.
 *
 * @param shape height, width and channels
 * @param values rows from the top, pixels from the left, channels innermost (HWC), a byte each, 0 to 255 unsigned
 */
@SuppressWarnings("ArrayRecordComponent") // A picture is handed on and forgotten; nobody compares two.
public record Picture(ImageShape shape, byte[] values) {
    /**
     * Checks that the values are those of one image.
     *
     * @throws IllegalArgumentException where there are more or fewer than {@code shape.values()}
     */
    public Picture {
        if (values.length != shape.values()) {
            throw new IllegalArgumentException(
                    "a picture of " + shape + " has " + values.length + " values; it must have " + shape.values());
        }
    }
}
