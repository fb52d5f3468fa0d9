package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Images with their classes, read by position. Implement it to train on data of your own whose images have one size, or
 * {@link Pictures} where they have several.
 *
 * <p>Implementations give the same bytes for the same position every time; size, shape and classes never change. They are
 * read by one thread at a time, not always the same one, unless {@link #severalThreads} says that several may read.
 * Training and evaluation check all that; see {@link CheckedImages}.
 */
public interface LabeledImages {
    /** Number of images, 0 or more. */
    int size();

    /**
     * Height, width and channels of every image.
     *
     * @throws dev.stagecraft.runtime.BadInputException where images have several sizes; see {@link #oneShape}
     */
    ImageShape shape();

    /** As {@link #shape}; empty where images have several sizes. */
    default Optional<ImageShape> oneShape() {
        return Optional.of(shape());
    }

    /** Channels of every image, 1 or more. */
    default int channels() {
        return shape().channels();
    }

    /** Number of classes; labels are 0 to {@code classes() - 1}. */
    int classes();

    /** The classes' names in the order of the labels, as many as there are classes; empty where they have none. */
    default List<String> classNames() {
        return List.of();
    }

    /** Whether {@link #read}, {@link #picture} and {@link #label} may be called by several threads at a time. */
    default boolean severalThreads() {
        return false;
    }

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
     * One image in its own size.
     *
     * @param index which image, 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException where there is no such image
     */
    default Picture picture(int index) {
        byte[] values = new byte[shape().values()];
        read(index, ByteBuffer.wrap(values));
        return new Picture(shape(), values);
    }

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
