package dev.stagecraft.runtime.data;

import java.util.Optional;

/**
 * Images and their targets for one step.
 *
 * @param size number of images
 * @param pixels their values, NHWC
 * @param labels a class per image; where targets are distributions, the class that each is judged by
 * @param distributions a probability per image and class, {@code [size, classes]} in row-major order, where targets are
 *     mixed; empty where each image is of its label's class alone
 */
@SuppressWarnings("ArrayRecordComponent") // A batch is handed on and forgotten; nobody compares two.
public record Batch(int size, Pixels pixels, int[] labels, Optional<float[]> distributions) {
    /** Images of one size as they were read, a byte per value, 0 to 255 unsigned. */
    public Batch(int size, byte[] images, int[] labels) {
        this(size, new Bytes(images), labels, Optional.empty());
    }

    /** Values of images. */
    public sealed interface Pixels permits Bytes, Floats {
        /** How many. */
        int count();
    }

    /**
     * Values as they were read: the step's graph resizes the images where they are not of the network's size.
     *
     * @param values 0 to 255 unsigned
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Bytes(byte[] values) implements Pixels {
        @Override
        public int count() {
            return values.length;
        }
    }

    /**
     * Values that were resized to the network's input already, and may be mixed.
     *
     * @param values 0 to 255
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Floats(float[] values) implements Pixels {
        @Override
        public int count() {
            return values.length;
        }
    }

    /**
     * The values as bytes.
     *
     * @throws IllegalStateException where they are not bytes any more
     */
    public byte[] images() {
        if (pixels instanceof Bytes bytes) {
            return bytes.values();
        }
        throw new IllegalStateException("the images of this batch are floats; call pixels() instead");
    }
}
