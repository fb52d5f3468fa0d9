package dev.stagecraft.runtime.data;

import java.util.Arrays;

/** Antialiased resizing: each row of the result is a weighted sum of rows, and each of its pixels a weighted sum of that row's. */
final class AntialiasedResize {
    private static final int BYTE = 0xFF;

    private AntialiasedResize() {}

    /** Puts an image in another size into an array. */
    static void put(Picture picture, ResizedSide rows, ResizedSide columns, float[] target, int at) {
        int channels = picture.shape().channels();
        int stride = picture.shape().width() * channels;
        int left = columns.first() * channels;
        float[] line = new float[columns.end() * channels - left];
        int next = at;
        for (int y = 0; y < rows.count(); y++) {
            Arrays.fill(line, 0);
            float[] weights = rows.weights(y);
            for (int i = 0; i < weights.length; i++) {
                addRow(line, picture.values(), (rows.start(y) + i) * stride + left, weights[i]);
            }
            for (int x = 0; x < columns.count(); x++) {
                int first = columns.start(x) * channels - left;
                for (int channel = 0; channel < channels; channel++) {
                    target[next++] = sum(line, first + channel, channels, columns.weights(x));
                }
            }
        }
    }

    private static void addRow(float[] line, byte[] values, int from, float weight) {
        for (int i = 0; i < line.length; i++) {
            line[i] += weight * (values[from + i] & BYTE);
        }
    }

    private static float sum(float[] line, int from, int step, float[] weights) {
        float sum = 0;
        int next = from;
        for (float weight : weights) {
            sum += weight * line[next];
            next += step;
        }
        return sum;
    }
}
