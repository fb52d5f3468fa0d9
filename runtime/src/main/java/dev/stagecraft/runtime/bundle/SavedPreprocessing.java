package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import java.util.List;
import java.util.Locale;

/**
 * The preprocessing of a network, as manifests store it.
 *
 * @param scale that values from 0 to 255 were divided by
 * @param mean of each channel; empty if none was subtracted
 * @param deviation of each channel; empty if none was divided by
 * @param resize of images of another size
 */
public record SavedPreprocessing(float scale, List<Float> mean, List<Float> deviation, SavedResize resize) {
    /**
     * A resizing, as manifests store it.
     *
     * @param mode {@code squeeze} or {@code crop}
     * @param filter {@code bilinear}, {@code bicubic} or {@code sampled}
     * @param share of each side that a crop keeps; 1 if nothing is cropped
     */
    public record SavedResize(String mode, String filter, double share) {}

    /** The entry for a preprocessing. */
    public static SavedPreprocessing of(Preprocessing preprocessing) {
        Resizing resizing = preprocessing.resizing();
        return new SavedPreprocessing(
                preprocessing.scale(),
                preprocessing.mean(),
                preprocessing.deviation(),
                new SavedResize(word(resizing.mode()), word(resizing.filter()), resizing.share()));
    }

    /** For messages, as in {@code mean [0.5], deviation [0.25], bicubic, crop 0.875}. */
    public String text() {
        return (mean.isEmpty() ? "" : "mean " + mean + ", ")
                + (deviation.isEmpty() ? "" : "deviation " + deviation + ", ")
                + "values divided by " + scale + ", " + resizing();
    }

    /**
     * How its images were resized.
     *
     * @throws IllegalArgumentException if a word or number is not one that this version knows
     */
    Resizing resizing() {
        return new Resizing(
                Resizing.Mode.valueOf(resize.mode().toUpperCase(Locale.ROOT)),
                Resizing.Filter.valueOf(resize.filter().toUpperCase(Locale.ROOT)),
                resize.share());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
