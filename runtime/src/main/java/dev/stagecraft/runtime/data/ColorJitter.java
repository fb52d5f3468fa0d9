package dev.stagecraft.runtime.data;

import java.util.Locale;
import java.util.Random;

/**
 * Changes brightness, contrast, saturation and hue by random factors, in a random order, as torchvision's {@code
 * ColorJitter} does. After each of the four, values are rounded to whole numbers, half up, and kept from 0 to 255.
 * (Torchvision rounds down, which makes images darker.) Saturation and hue apply only to images of 3 channels, which are
 * red, green and blue.
 *
 * <p>A factor is uniform from {@code max(0, 1 - x)} to {@code 1 + x}:
 *
 * <ul>
 *   <li>Brightness multiplies each value by its factor.
 *   <li>Contrast moves each value away from the mean of the gray image, or towards it.
 *   <li>Saturation moves each pixel away from its own gray, or towards it.
 *   <li>Hue adds an amount that is uniform from {@code -hue} to {@code hue} to the hue, of which 1 is the whole circle.
 * </ul>
 *
 * <p>Gray is {@code 0.299 red + 0.587 green + 0.114 blue}. For images of other than 3 channels, it is the mean of all values.
 *
 * @param brightness at least 0 and finite as float32; 0 for no change
 * @param contrast at least 0 and finite as float32; 0 for no change
 * @param saturation at least 0 and finite as float32; 0 for no change
 * @param hue at least 0 and at most 0.5; 0 for no change
 */
public record ColorJitter(double brightness, double contrast, double saturation, double hue) implements Augmentation {
    private static final int COLORS = 3;
    private static final double OPPOSITE = 0.5;

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public ColorJitter {
        notNegative("brightness", brightness);
        notNegative("contrast", contrast);
        notNegative("saturation", saturation);
        Range.require(hue >= 0 && hue <= OPPOSITE, "hue of the color jitter", hue, "at least 0 and at most 0.5");
    }

    private static void notNegative(String which, double found) {
        Range.require(
                found >= 0 && Float.isFinite((float) found),
                which + " of the color jitter",
                found,
                "at least 0 and finite as float32");
    }

    @Override
    public Picture augment(Picture picture, Draw draw) {
        Random random = draw.random();
        // All are drawn, whether or not they apply, so that one number does not change what the others draw.
        int[] order = order(random);
        double[] factors = {factor(brightness, random), factor(contrast, random), factor(saturation, random)};
        double turn = (2 * random.nextDouble() - 1) * hue;
        boolean colored = picture.shape().channels() == COLORS;
        byte[] values = picture.values().clone();
        for (int change : order) {
            switch (change) {
                case 0 -> brighten(values, brightness == 0 ? 1 : factors[0]);
                case 1 -> contrast(values, contrast == 0 ? 1 : factors[1], colored);
                case 2 -> saturate(values, saturation == 0 || !colored ? 1 : factors[2]);
                default -> Hue.turn(values, colored ? turn : 0);
            }
        }
        return new Picture(picture.shape(), values);
    }

    /** The numbers 0 to 3, by Fisher and Yates. */
    private static int[] order(Random random) {
        int[] order = {0, 1, 2, 3};
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    private static double factor(double around, Random random) {
        double low = Math.max(0, 1 - around);
        return low + (1 + around - low) * random.nextDouble();
    }

    static void brighten(byte[] values, double factor) {
        blend(values, factor, 0);
    }

    static void contrast(byte[] values, double factor, boolean colored) {
        if (factor != 1) {
            blend(values, factor, colored ? meanGray(values) : mean(values));
        }
    }

    static void saturate(byte[] values, double factor) {
        if (factor == 1) {
            return;
        }
        for (int i = 0; i < values.length; i += COLORS) {
            double gray = gray(values, i);
            for (int channel = i; channel < i + COLORS; channel++) {
                values[channel] = rounded(factor * unsigned(values[channel]) + (1 - factor) * gray);
            }
        }
    }

    /** There are 256 values, whatever the size of the image. */
    private static void blend(byte[] values, double factor, double with) {
        if (factor == 1) {
            return;
        }
        byte[] blended = new byte[1 << Byte.SIZE];
        for (int value = 0; value < blended.length; value++) {
            blended[value] = rounded(factor * value + (1 - factor) * with);
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = blended[unsigned(values[i])];
        }
    }

    private static double meanGray(byte[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i += COLORS) {
            sum += gray(values, i);
        }
        return sum * COLORS / values.length;
    }

    private static double mean(byte[] values) {
        long sum = 0;
        for (byte value : values) {
            sum += unsigned(value);
        }
        return (double) sum / values.length;
    }

    private static double gray(byte[] values, int at) {
        return 0.299 * unsigned(values[at]) + 0.587 * unsigned(values[at + 1]) + 0.114 * unsigned(values[at + 2]);
    }

    private static int unsigned(byte value) {
        return Byte.toUnsignedInt(value);
    }

    private static byte rounded(double value) {
        return (byte) (int) (Math.min(Math.max(value, 0), 255) + 0.5);
    }

    @Override
    public String describe() {
        return String.format(
                Locale.ROOT,
                "color jitter, brightness %s, contrast %s, saturation %s, hue %s",
                brightness,
                contrast,
                saturation,
                hue);
    }
}
