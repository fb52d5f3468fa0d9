package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is done to an image before a network gets it. It belongs to the network and is the same in training, evaluation
 * and answers. First the image is resized to the network's input. Then each value becomes {@code (value / scale - mean) /
 * deviation}, with the mean and the deviation of its channel.
 *
 * @param size of the images that the network takes
 * @param scale what the values 0 to 255 are divided by, finite and above 0
 * @param mean per channel, subtracted next; empty to subtract nothing
 * @param deviation per channel, what the result is divided by, each above 0; empty not to divide
 * @param resizing how images of another size are resized
 */
public record Preprocessing(ImageShape size, float scale, List<Float> mean, List<Float> deviation, Resizing resizing) {
    private static final float WHITE = 255f;

    /** The largest array of common Java virtual machines. */
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

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

    /** With the usual resizing. */
    public Preprocessing(ImageShape size, float scale, List<Float> mean, List<Float> deviation) {
        this(size, scale, mean, deviation, Resizing.DEFAULT);
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
     * The same with another mean.
     *
     * @param each of a channel, subtracted after values were divided by the scale
     * @throws IllegalArgumentException if there is not one per channel, or one is not finite
     */
    public Preprocessing withMean(double... each) {
        return new Preprocessing(size, scale, floats(each), deviation, resizing);
    }

    /**
     * The same with another deviation.
     *
     * @param each of a channel, divided by after the mean was subtracted
     * @throws IllegalArgumentException if there is not one per channel, or one is not finite and above 0
     */
    public Preprocessing withDeviation(double... each) {
        return new Preprocessing(size, scale, mean, floats(each), resizing);
    }

    /** The same with another resizing. */
    public Preprocessing withResizing(Resizing other) {
        return new Preprocessing(size, scale, mean, deviation, other);
    }

    private static List<Float> floats(double... each) {
        List<Float> floats = new ArrayList<>();
        for (double value : each) {
            floats.add((float) value);
        }
        return floats;
    }

    /** Whether images of a size are resized or cropped. */
    public boolean changes(ImageShape from) {
        return resizing.changes(from, size);
    }

    /** How images of a size are resized, as two matrices. */
    public ResizingWeights weights(ImageShape from) {
        return resizing.weights(from, size);
    }

    /**
     * Resizes an image. Its values stay from 0 to 255, except that bicubic resizing may go a little beyond, as Pillow's does
     * in float mode. They are the same to the bit on every machine.
     *
     * @param picture with the channels of {@link #size}, of any height and width
     * @param target where to put {@code size().values()} values, HWC
     * @param at the index of the first one
     */
    public void resize(Picture picture, float[] target, int at) {
        resizing.put(picture, size, target, at);
    }

    /**
     * Resizes images of one size; see {@link #resize(Picture, float[], int)}.
     *
     * @param images {@code [count, height, width, channels]} as bytes
     * @param from size of each
     * @param count number of images
     * @return {@code [count, height, width, channels]} of the network's size
     * @throws BadInputException if an array cannot hold so many values
     */
    public float[] resize(byte[] images, ImageShape from, int count) {
        long all = (long) count * size.values();
        if (all > MOST_VALUES) {
            throw new BadInputException(count + " images resized to " + size + " have " + all + " values, but at most "
                    + MOST_VALUES + " fit into a Java array; give at most " + MOST_VALUES / size.values()
                    + " images at a time");
        }
        float[] resized = new float[(int) all];
        int values = from.values();
        for (int i = 0; i < count; i++) {
            byte[] one = Arrays.copyOfRange(images, i * values, (i + 1) * values);
            resize(new Picture(from, one), resized, i * size.values());
        }
        return resized;
    }
}
