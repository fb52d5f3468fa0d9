package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Images with their classes, read by position. Implement it to train on your own data if all images have one size. If
 * they have several sizes, implement {@link Pictures}.
 *
 * <p>Implementations return the same bytes for the same position every time. Size, shape and classes never change. One
 * thread at a time reads them, not always the same one; if {@link #severalThreads} is true, several threads read.
 * Training and evaluation check these rules; see {@link CheckedImages}.
 */
public interface LabeledImages {
    /** Number of images, at least 0. */
    int size();

    /**
     * Height, width and channels of every image.
     *
     * @throws dev.stagecraft.runtime.BadInputException if images have several sizes; see {@link #oneShape}
     */
    ImageShape shape();

    /** As {@link #shape}; empty if images have several sizes. */
    default Optional<ImageShape> oneShape() {
        return Optional.of(shape());
    }

    /** Channels of every image, at least 1. */
    default int channels() {
        return shape().channels();
    }

    /** Number of classes; labels are 0 to {@code classes() - 1}. */
    int classes();

    /** The names of the classes in the order of the labels, one per class; empty if they have none. */
    default List<String> classNames() {
        return List.of();
    }

    /** Whether {@link #read}, {@link #picture} and {@link #label} may be called by several threads at the same time. */
    default boolean severalThreads() {
        return false;
    }

    /**
     * Puts the values of one image into a buffer, from its position on: rows from top to bottom, pixels from left to
     * right, channels innermost (HWC), one byte per value, 0 to 255 unsigned.
     *
     * @param index of the image, 0 to {@code size() - 1}
     * @param target has room for {@code shape().values()} bytes, all of which must be put; its limit must not be
     *     changed
     * @throws IndexOutOfBoundsException if there is no such image
     */
    void read(int index, ByteBuffer target);

    /**
     * One image in its own size.
     *
     * @param index of the image, 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such image
     */
    default Picture picture(int index) {
        byte[] values = new byte[shape().values()];
        read(index, ByteBuffer.wrap(values));
        return new Picture(shape(), values);
    }

    /**
     * The class of one image, 0 to {@code classes() - 1}.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    int label(int index);

    /**
     * The name of an image in its set, by which it is recognized wherever it is: a path relative to the folder of the set, or
     * its position if it has no name. No two images have the same. Parts are cut by it; see {@link Split}.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    default String key(int index) {
        return String.valueOf(Objects.checkIndex(index, size()));
    }

    /**
     * The bytes that an image is encoded in, such as its file; empty if there are none. They identify the image, so that it
     * does not have to be decoded for that. Several threads ask if {@link #severalThreads} is true.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    default Optional<Content> content(int index) {
        Objects.checkIndex(index, size());
        return Optional.empty();
    }

    /**
     * The first images of these, or all of them if there are fewer.
     *
     * @param count at least 0
     */
    default LabeledImages first(int count) {
        return count >= size() ? this : new LimitedImages(this, count);
    }
}
