package dev.stagecraft.runtime.data;

/**
 * What the network takes for which data is opened. A kind that draws its images, or can read them in gray or in color,
 * returns images to match. Other data is opened as it is, and is checked against the network later.
 *
 * @param input size and channels of the network's input
 * @param classes number of classes of the network, at least 1
 */
public record Wanted(ImageShape input, int classes) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if there are no classes
     */
    public Wanted {
        if (classes < 1) {
            throw new IllegalArgumentException("the number of classes is " + classes + "; it must be at least 1");
        }
    }
}
