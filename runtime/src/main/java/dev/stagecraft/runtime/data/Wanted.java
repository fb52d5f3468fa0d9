package dev.stagecraft.runtime.data;

/**
 * What the network takes for which data is opened. A kind that makes its images, or that can read them in gray or in color,
 * goes by it; data that cannot be had so is opened as it is, and found not to fit later.
 *
 * @param input size and channels of the network's input
 * @param classes that the network tells apart, 1 or more
 */
public record Wanted(ImageShape input, int classes) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException where there are no classes
     */
    public Wanted {
        if (classes < 1) {
            throw new IllegalArgumentException("the number of classes is " + classes + "; it must be at least 1");
        }
    }
}
