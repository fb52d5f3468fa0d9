package dev.stagecraft.runtime.data;

/**
 * Bilinear resizing with half-pixel centers, operation for operation what TensorFlow's {@code ResizeBilinear} does on a CPU
 * in float32: runs that earlier versions began, which resized in the graph, go on to the same numbers.
 */
final class BilinearResize {
    private static final int BYTE = 0xFF;

    private BilinearResize() {}

    /** Puts an image in another size into an array. */
    static void put(Picture picture, ImageShape to, float[] target, int at) {
        ImageShape from = picture.shape();
        byte[] values = picture.values();
        if (from.height() == to.height() && from.width() == to.width()) {
            for (int i = 0; i < values.length; i++) {
                target[at + i] = values[i] & BYTE;
            }
            return;
        }
        int channels = from.channels();
        Axis rows = Axis.of(from.height(), to.height());
        Axis columns = Axis.of(from.width(), to.width());
        int next = at;
        for (int y = 0; y < to.height(); y++) {
            int top = rows.lower[y] * from.width();
            int bottom = rows.upper[y] * from.width();
            float down = rows.share[y];
            for (int x = 0; x < to.width(); x++) {
                int left = columns.lower[x];
                int right = columns.upper[x];
                float across = columns.share[x];
                for (int channel = 0; channel < channels; channel++) {
                    float above = between(
                            values[(top + left) * channels + channel] & BYTE,
                            values[(top + right) * channels + channel] & BYTE,
                            across);
                    float below = between(
                            values[(bottom + left) * channels + channel] & BYTE,
                            values[(bottom + right) * channels + channel] & BYTE,
                            across);
                    target[next++] = between(above, below, down);
                }
            }
        }
    }

    /** The same for images of a size, as two matrices. */
    static ResizingWeights weights(ImageShape from, ImageShape to) {
        return new ResizingWeights(
                Axis.of(from.height(), to.height()).matrix(from.height()),
                Axis.of(from.width(), to.width()).matrix(from.width()));
    }

    private static float between(float one, float other, float share) {
        return one + (other - one) * share;
    }

    /** For each pixel of the result, the two of the image that it lies between, and how far from the first. */
    private static final class Axis {
        private final int[] lower;
        private final int[] upper;
        private final float[] share;

        private Axis(int size) {
            lower = new int[size];
            upper = new int[size];
            share = new float[size];
        }

        static Axis of(int from, int to) {
            Axis axis = new Axis(to);
            float scale = from / (float) to;
            for (int i = 0; i < to; i++) {
                float place = (i + 0.5f) * scale - 0.5f;
                float whole = (float) Math.floor(place);
                axis.upper[i] = Math.min((int) Math.ceil(place), from - 1);
                axis.lower[i] = Math.min(Math.max((int) whole, 0), axis.upper[i]);
                axis.share[i] = place - whole;
            }
            return axis;
        }

        float[] matrix(int from) {
            float[] matrix = new float[Math.multiplyExact(share.length, from)];
            for (int i = 0; i < share.length; i++) {
                matrix[i * from + lower[i]] += 1 - share[i];
                matrix[i * from + upper[i]] += share[i];
            }
            return matrix;
        }
    }
}
