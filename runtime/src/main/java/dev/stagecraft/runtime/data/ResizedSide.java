package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.data.Resizing.Filter;

/**
 * The weights by which one side of an image is resized, for each pixel of the result, by Pillow's algorithm in float64.
 */
final class ResizedSide {
    private static final double CUBIC = -0.5;

    private final int[] starts;
    private final float[][] weights;

    private ResizedSide(Filter filter, int from, double to, double offset, int count) {
        starts = new int[count];
        weights = new float[count][];
        double scale = from / to;
        double wide = Math.max(scale, 1);
        double radius = radius(filter) * wide;
        for (int i = 0; i < count; i++) {
            double center = (i + offset + 0.5) * scale;
            starts[i] = Math.max((int) (center - radius + 0.5), 0);
            int end = Math.min((int) (center + radius + 0.5), from);
            weights[i] = weights(filter, center, wide, starts[i], end);
        }
    }

    /** A whole side of {@code from} pixels in {@code to} pixels. */
    static ResizedSide whole(Filter filter, int from, int to) {
        return new ResizedSide(filter, from, to, 0, to);
    }

    /** The middle {@code count} of the {@code to} pixels that {@code from} pixels become. */
    static ResizedSide center(Filter filter, int from, long to, int count) {
        return new ResizedSide(filter, from, to, Math.rint((to - count) / 2.0), count);
    }

    private static float[] weights(Filter filter, double center, double wide, int start, int end) {
        double[] exact = new double[end - start];
        double sum = 0;
        for (int i = 0; i < exact.length; i++) {
            exact[i] = weight(filter, (start + i + 0.5 - center) / wide);
            sum += exact[i];
        }
        float[] weights = new float[exact.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (exact[i] / sum);
        }
        return weights;
    }

    private static double radius(Filter filter) {
        return filter == Filter.BICUBIC ? 2 : 1;
    }

    private static double weight(Filter filter, double distance) {
        double x = Math.abs(distance);
        if (filter != Filter.BICUBIC) {
            return Math.max(1 - x, 0);
        }
        if (x < 1) {
            return ((CUBIC + 2) * x - (CUBIC + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * CUBIC : 0;
    }

    /** All weights as a matrix, {@code [count, from]} in row-major order. */
    float[] matrix(int from) {
        float[] matrix = new float[Math.multiplyExact(count(), from)];
        for (int i = 0; i < count(); i++) {
            System.arraycopy(weights[i], 0, matrix, i * from + starts[i], weights[i].length);
        }
        return matrix;
    }

    /** Number of results. */
    int count() {
        return starts.length;
    }

    /** The first pixel that a result is made of. */
    int start(int result) {
        return starts[result];
    }

    /** The weights of that pixel and those after it; they sum to 1. */
    float[] weights(int result) {
        return weights[result];
    }

    /** The first pixel that any result is made of. */
    int first() {
        return starts[0];
    }

    /** One after the last pixel that any result is made of. */
    int end() {
        return end(count() - 1);
    }

    /** One after the last pixel that a result is made of; it does not fall from one result to the next. */
    int end(int result) {
        return starts[result] + weights[result].length;
    }
}
