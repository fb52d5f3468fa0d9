package dev.stagecraft.runtime.metric;

/**
 * How well one class was recognized in an evaluation. A quotient of zero by zero is 0, as in scikit-learn with
 * {@code zero_division=0}: the precision of a class that was never predicted, and the recall of a class without images.
 *
 * @param label the number of the class, from 0
 * @param name the name of the class; its number if the data has no names
 * @param images number of images of this class
 * @param predicted number of images, of any class, that were classified as this one
 * @param correct number of images of this class that were classified as this one
 */
public record ClassResult(int label, String name, long images, long predicted, long correct) {
    /** Share of the images classified as this class that are of this class, 0 to 1. */
    public double precision() {
        return share(correct, predicted);
    }

    /** Share of the images of this class that were classified as this class, 0 to 1. */
    public double recall() {
        return share(correct, images);
    }

    /** The harmonic mean of precision and recall, 0 to 1. */
    public double f1() {
        return share(2 * correct, images + predicted);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
