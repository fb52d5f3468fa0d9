package dev.stagecraft.runtime.data;

import java.util.List;

/**
 * What is done to an image before a network gets it. It belongs to the network and is the same in training, evaluation
 * and answers. First the image is resized to the network's input, bilinearly with half-pixel centers. Then each value
 * becomes {@code (value / scale - mean) / deviation}, with the mean and the deviation of its channel.
 *
 * @param size of the images that the network takes
 * @param scale what the values 0 to 255 are divided by, finite and above 0
 * @param mean per channel, subtracted next; empty to subtract nothing
 * @param deviation per channel, what the result is divided by, each above 0; empty not to divide
 */
public record Preprocessing(ImageShape size, float scale, List<Float> mean, List<Float> deviation) {
    private static final float WHITE = 255f;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of range, or there is not one per channel
     */
    public Preprocessing {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        require(Float.isFinite(scale) && scale > 0, "scale is " + scale + "; it must be finite and above 0");
        requirePerChannel("mean", mean, size);
        requirePerChannel("deviation", deviation, size);
        require(deviation.stream().allMatch(each -> each > 0), "deviation is " + deviation + "; each must be above 0");
    }

    private static void requirePerChannel(String what, List<Float> values, ImageShape size) {
        require(
                values.isEmpty() || values.size() == size.channels(),
                what + " is " + values + "; it must have a number for each of " + size.channels()
                        + " channels, or none");
        require(values.stream().allMatch(Float::isFinite), what + " is " + values + "; each must be finite");
    }

    private static void require(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Scales values to 0 to 1, and does nothing else. */
    public static Preprocessing usual(ImageShape size) {
        return new Preprocessing(size, WHITE, List.of(), List.of());
    }

    /**
     * Resizes an image with bit for bit the same result as the network's graph on a CPU. Its values are still from 0 to
     * 255.
     *
     * @param picture with the channels of {@link #size}, of any height and width
     * @param target where to put {@code size().values()} values, HWC
     * @param at the index of the first one
     */
    public void resize(Picture picture, float[] target, int at) {
        BilinearResize.put(picture, size, target, at);
    }
}
