package dev.stagecraft.runtime.data;

import java.util.Optional;

/**
 * Images and their targets for one step.
 *
 * @param size number of images
 * @param pixels their values, NHWC
 * @param labels a class per image; if targets are distributions, the class that counts for the accuracy
 * @param distributions a probability per image and class, {@code [size, classes]} in row-major order, if targets are
 *     mixed; empty if the target of each image is its label
 */
@SuppressWarnings("ArrayRecordComponent") // A batch is handed on and forgotten; nobody compares two.
public record Batch(int size, Pixels pixels, int[] labels, Optional<float[]> distributions) {
    /** A batch of images of one size as they were read, one byte per value, 0 to 255 unsigned. */
    public Batch(int size, byte[] images, int[] labels) {
        this(size, new Bytes(images), labels, Optional.empty());
    }

    /** Values of images. */
    public sealed interface Pixels permits Bytes, Floats, Features, Kept {
        /** The number of values; for images that the device keeps, the number of images. */
        int count();
    }

    /**
     * Values as they were read. They are resized before the step if the images do not have the size of the network's
     * input.
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
     * Values of images that are already resized to the input of the network, and may be mixed.
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
     * Pooled features of images, which were computed before and go to the head of the network in place of the images.
     *
     * @param values {@code [size, features]} in row-major order
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Features(float[] values) implements Pixels {
        @Override
        public int count() {
            return values.length;
        }
    }

    /**
     * Images that the device keeps, by their positions, and where their pixels come from.
     *
     * @param positions in the training images, {@code [size]}
     * @param rows where each row of an image comes from, {@code [size, height]} in row-major order: a row of the image that is
     *     kept, or its height for a black row; empty if images are not changed
     * @param columns the same for columns, {@code [size, width]}
     * @param heights how many of these rows an image has if parts are cut out, {@code [size]}; the others count for nothing.
     *     Empty if all images keep their size
     * @param widths the same for columns
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Kept(int[] positions, int[] rows, int[] columns, int[] heights, int[] widths) implements Pixels {
        @Override
        public int count() {
            return positions.length;
        }
    }

    /**
     * The values as bytes.
     *
     * @throws IllegalStateException if they are anything else
     */
    public byte[] images() {
        if (pixels instanceof Bytes bytes) {
            return bytes.values();
        }
        throw new IllegalStateException("the images of this batch are not bytes; call pixels() instead");
    }
}
