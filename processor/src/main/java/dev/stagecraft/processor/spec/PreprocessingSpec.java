package dev.stagecraft.processor.spec;

import java.util.List;

/**
 * What is done to images before the network gets them.
 *
 * @param mean of each channel, of values from 0 to 1; empty if none is declared
 * @param deviation of each channel, of values from 0 to 1; empty if none is declared
 * @param mode of resizing
 * @param filter of resizing
 * @param share of each side that a crop keeps
 */
public record PreprocessingSpec(
        List<Double> mean, List<Double> deviation, ResizeKind mode, FilterKind filter, double share) {
    /** The default. */
    public static final PreprocessingSpec DEFAULT =
            new PreprocessingSpec(List.of(), List.of(), ResizeKind.SQUEEZE, FilterKind.BILINEAR, 0.875);

    /** Copies the lists. */
    public PreprocessingSpec {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
    }

    /** Whether resizing differs from the default. */
    public boolean resizesOtherwise() {
        return mode != DEFAULT.mode || filter != DEFAULT.filter;
    }
}
