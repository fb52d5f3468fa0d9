package dev.stagecraft.runtime.bundle;

import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Resizing;
import java.util.List;
import java.util.Locale;

/**
 * What became of images before the network saw them.
 *
 * @param scale that values from 0 to 255 were divided by
 * @param mean of each channel; empty where there was none
 * @param deviation of each channel; empty where there was none
 * @param resize of images of another size
 */
public record SavedPreprocessing(float scale, List<Float> mean, List<Float> deviation, SavedResize resize) {
    /**
     * A resizing in a manifest's words.
     *
     * @param mode {@code squeeze} or {@code crop}
     * @param filter {@code bilinear}, {@code bicubic} or {@code sampled}
     * @param share that a crop keeps of each side; 1 where nothing is cropped
     */
    public record SavedResize(String mode, String filter, double share) {}

    /** A network's preprocessing in a manifest's words. */
    public static SavedPreprocessing of(Preprocessing preprocessing) {
        Resizing resizing = preprocessing.resizing();
        return new SavedPreprocessing(
                preprocessing.scale(),
                preprocessing.mean(),
                preprocessing.deviation(),
                new SavedResize(word(resizing.mode()), word(resizing.filter()), resizing.share()));
    }

    /**
     * How its images were resized.
     *
     * @throws IllegalArgumentException where these are words or numbers that no version writes
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
