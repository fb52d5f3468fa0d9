package dev.stagecraft.tests.oracle;

import dev.stagecraft.runtime.data.ImageShape;
import java.util.Random;

/** A batch of random images and labels. */
final class Images {
    private final ImageShape shape;
    private final byte[] pixels;
    private final int[] labels;

    Images(ImageShape shape, int count, int classes, long seed) {
        this.shape = shape;
        Random random = new Random(seed);
        pixels = new byte[count * shape.values()];
        random.nextBytes(pixels);
        labels = random.ints(count, 0, classes).toArray();
    }

    int count() {
        return labels.length;
    }

    ImageShape shape() {
        return shape;
    }

    /** {@code [count, height, width, channels]}, in row-major order. */
    byte[] pixels() {
        return pixels;
    }

    int[] labels() {
        return labels;
    }
}
