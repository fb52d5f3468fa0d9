package dev.stagecraft.runtime.data;

import java.util.List;

/**
 * What becomes of an image before a network sees it; it belongs to the network, and is the same in training, evaluation and
 * answers. An image is resized bilinearly, with half-pixel centers, to the network's size; then each value becomes
 * {@code (value / scale - mean) / deviation}, mean and deviation being its channel's.
 *
 * @param size of the images that the network takes
 * @param scale what values from 0 to 255 are divided by, finite and above 0
 * @param mean per channel, subtracted after that; empty where nothing is
 * @param deviation per channel, divided by after that, each above 0; empty where nothing is
 */
public record Preprocessing(ImageShape size, float scale, List<Float> mean, List<Float> deviation) {
    private static final float WHITE = 255f;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException where a number is out of range, or there is not one per channel
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

    /** Bytes become numbers from 0 to 1, and nothing else happens. */
    public static Preprocessing usual(ImageShape size) {
        return new Preprocessing(size, WHITE, List.of(), List.of());
    }

    /**
     * Resizes an image as the network's graph does on a CPU, to the bit; its values stay from 0 to 255.
     *
     * @param picture of the size's channels, of any height and width
     * @param target where to put {@code size().values()} values, HWC
     * @param at where the first one goes
     */
    public void resize(Picture picture, float[] target, int at) {
        BilinearResize.put(picture, size, target, at);
    }
}
