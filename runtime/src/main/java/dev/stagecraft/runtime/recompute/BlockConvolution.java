package dev.stagecraft.runtime.recompute;

/**
 * A convolution of a block, for one image.
 *
 * @param name unlike that of any other
 * @param values that it gives
 * @param multiplyAccumulates that they take
 * @param isOnlyAdded whether nothing but a sum takes its values, so that no gradient needs them
 */
public record BlockConvolution(String name, long values, long multiplyAccumulates, boolean isOnlyAdded) {
    /** What is saved for a value that is kept. */
    double costOfValue() {
        return (double) multiplyAccumulates / values;
    }
}
