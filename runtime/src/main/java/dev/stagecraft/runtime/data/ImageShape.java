package dev.stagecraft.runtime.data;

/**
 * The size of one image, without the batch: {@code [height, width, channels]}.
 *
 * @param height pixels from top to bottom, 1 or more
 * @param width pixels from left to right, 1 or more
 * @param channels values per pixel, 1 or more
 */
public record ImageShape(int height, int width, int channels) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException where a value is below 1
     */
    public ImageShape {
        if (height < 1 || width < 1 || channels < 1) {
            throw new IllegalArgumentException("an image of " + height + "×" + width + "×" + channels
                    + " has no pixels; every value must be at least 1");
        }
    }

    /** Number of values in one image. */
    public int values() {
        return Math.multiplyExact(Math.multiplyExact(height, width), channels);
    }

    @Override
    public String toString() {
        return height + "×" + width + "×" + channels;
    }
}
