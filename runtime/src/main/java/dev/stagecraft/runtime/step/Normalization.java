package dev.stagecraft.runtime.step;

/**
 * A batch normalization of the training graph: it takes mean and variance of a channel over the pixels of all images.
 *
 * @param name its path, as in {@code stage2/block1/norm1}
 * @param height pixels that it sees of an image; negative where the graph does not tell
 * @param width pixels that it sees of an image; negative where the graph does not tell
 */
public record Normalization(String name, long height, long width) {
    /** Whether one image gives it one value per channel, which it turns into 0: (x − x) / √(0 + ε) is 0. */
    public boolean isOfOnePixel() {
        return height == 1 && width == 1;
    }
}
