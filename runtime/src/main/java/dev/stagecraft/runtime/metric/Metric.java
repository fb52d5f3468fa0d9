package dev.stagecraft.runtime.metric;

/**
 * Something to measure on the test images beside loss and accuracy. Implement it to measure what you care about: begin
 * with nothing, take in batch after batch, compute.
 */
public interface Metric {
    /** Its name in results and files, as in {@code topTwoAccuracy}; what ends in "loss" is better when smaller. */
    String name();

    /** A measurement over no images yet. */
    Measurement begin();

    /** A measurement under way. */
    interface Measurement {
        /**
         * Takes a batch in.
         *
         * @param logits per image and class, {@code [batch][classes]}, before the softmax
         * @param labels per image, 0 to classes − 1
         */
        void add(float[][] logits, int[] labels);

        /** The value over all images so far. */
        double value();
    }
}
