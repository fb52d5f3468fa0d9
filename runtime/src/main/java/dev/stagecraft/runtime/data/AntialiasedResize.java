package dev.stagecraft.runtime.data;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Antialiased resizing: each row of the result is a weighted sum of rows, and each of its pixels a weighted sum of that row's.
 * Each row of the image is read once and added to the few rows of the result that it is a part of.
 */
final class AntialiasedResize {
    private static final int BYTE = 0xFF;

    private AntialiasedResize() {}

    /** Puts an image in another size into an array. */
    static void put(Picture picture, ResizedSide rows, ResizedSide columns, float[] target, int at) {
        int channels = picture.shape().channels();
        int stride = picture.shape().width() * channels;
        int left = columns.first() * channels;
        float[] values = new float[columns.end() * channels - left];
        // Rows of the result in the making: the first is row "done", and no row before the image's "row" is missing in
        // them.
        Deque<float[]> open = new ArrayDeque<>();
        int done = 0;
        int next = at;
        for (int row = rows.first(); done < rows.count(); row++) {
            read(picture.values(), row * stride + left, values);
            while (done + open.size() < rows.count() && rows.start(done + open.size()) <= row) {
                open.add(new float[values.length]);
            }
            int y = done;
            for (float[] line : open) {
                add(line, values, rows.weights(y)[row - rows.start(y)]);
                y++;
            }
            while (!open.isEmpty() && row == rows.end(done) - 1) {
                next = shrink(open.remove(), columns, channels, target, next);
                done++;
            }
        }
    }

    private static void read(byte[] bytes, int from, float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = bytes[from + i] & BYTE;
        }
    }

    private static void add(float[] line, float[] values, float weight) {
        for (int i = 0; i < line.length; i++) {
            line[i] += weight * values[i];
        }
    }

    private static int shrink(float[] line, ResizedSide columns, int channels, float[] target, int at) {
        int next = at;
        for (int x = 0; x < columns.count(); x++) {
            int first = (columns.start(x) - columns.first()) * channels;
            for (int channel = 0; channel < channels; channel++) {
                target[next++] = sum(line, first + channel, channels, columns.weights(x));
            }
        }
        return next;
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
