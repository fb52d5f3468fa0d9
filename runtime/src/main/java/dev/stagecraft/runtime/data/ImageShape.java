package dev.stagecraft.runtime.data;

/**
 * The size of one image, without the batch: {@code [height, width, channels]}.
 *
 * @param height pixels from top to bottom, at least 1
 * @param width pixels from left to right, at least 1
 * @param channels values per pixel, at least 1
 */
public record ImageShape(int height, int width, int channels) {
    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is below 1
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
