package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The first images of others.
 *
 * @param images of these
 * @param size how many, at most as many as there are
 */
record LimitedImages(LabeledImages images, int size) implements LabeledImages {
    LimitedImages {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "the first " + size + " images were asked for; the number must be at least 0");
        }
    }

    @Override
    public ImageShape shape() {
        return images.shape();
    }

    @Override
    public Optional<ImageShape> oneShape() {
        return images.oneShape();
    }

    @Override
    public int channels() {
        return images.channels();
    }

    @Override
    public int classes() {
        return images.classes();
    }

    @Override
    public List<String> classNames() {
        return images.classNames();
    }

    @Override
    public boolean severalThreads() {
        return images.severalThreads();
    }

    @Override
    public Picture picture(int index) {
        return images.picture(Objects.checkIndex(index, size));
    }

    @Override
    public void read(int index, ByteBuffer target) {
        images.read(Objects.checkIndex(index, size), target);
    }

    @Override
    public String key(int index) {
        return images.key(Objects.checkIndex(index, size));
    }

    @Override
    public Optional<byte[]> encoded(int index) {
        return images.encoded(Objects.checkIndex(index, size));
    }

    @Override
    public int label(int index) {
        return images.label(Objects.checkIndex(index, size));
    }
}
