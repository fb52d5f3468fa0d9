package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;

/**
 * Images of one size with their classes, read by position. Implement it to train on data of your own.
 *
 * <p>Implementations are read by one thread at a time and give the same bytes for the same position every time; size,
 * shape and classes never change. Training and evaluation check that; see {@link CheckedImages}.
 */
public interface LabeledImages {
    /** Number of images, 0 or more. */
    int size();

    /** Height, width and channels of every image. */
    ImageShape shape();

    /** Number of classes; labels are 0 to {@code classes() - 1}. */
    int classes();

    /**
     * Puts one image's values into a buffer, from its position on: rows from the top, pixels from the left, channels
     * innermost (HWC), a byte each, 0 to 255 unsigned.
     *
     * @param index which image, 0 to {@code size() - 1}
     * @param target room for {@code shape().values()} bytes, all of which must be put; its limit must not be changed
     * @throws IndexOutOfBoundsException where there is no such image
     */
    void read(int index, ByteBuffer target);

    /**
     * The class of one image, 0 to {@code classes() - 1}.
     *
     * @throws IndexOutOfBoundsException where there is no such image
     */
    int label(int index);

    /**
     * The first images of these; all of them where there are no more.
     *
     * @param count 0 or more
     */
    default LabeledImages first(int count) {
        return count >= size() ? this : new LimitedImages(this, count);
    }
}
