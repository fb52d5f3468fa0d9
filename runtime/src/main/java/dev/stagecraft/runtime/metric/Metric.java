package dev.stagecraft.runtime.metric;

/**
 * A metric on the test images in addition to loss and accuracy. Implement it to measure something else. A measurement
 * starts empty, gets batch after batch, and then computes its value.
 */
public interface Metric {
    /**
     * Its name in results and files, such as {@code topTwoAccuracy}. If the name ends in "loss", smaller values are
     * better.
     */
    String name();

    /** Starts a measurement, without images yet. */
    Measurement begin();

    /** A measurement in progress. */
    interface Measurement {
        /**
         * Adds a batch.
         *
         * @param logits per image and class, {@code [batch][classes]}, before the softmax
         * @param labels per image, 0 to the number of classes − 1
         */
        void add(float[][] logits, int[] labels);

        /** The value over all images so far. */
        double value();
    }
}
