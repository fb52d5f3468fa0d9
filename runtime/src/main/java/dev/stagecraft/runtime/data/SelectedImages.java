package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Some of other images, in an order of their own.
 *
 * @param images of these
 * @param indices which ones
 */
@SuppressWarnings("ArrayRecordComponent") // The indices are taken over and not changed; nobody compares two.
record SelectedImages(LabeledImages images, int[] indices) implements LabeledImages {
    @Override
    public int size() {
        return indices.length;
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
    public void read(int index, ByteBuffer target) {
        images.read(indices[index], target);
    }

    @Override
    public Picture picture(int index) {
        return images.picture(indices[index]);
    }

    @Override
    public Optional<byte[]> encoded(int index) {
        return images.encoded(indices[index]);
    }

    @Override
    public int label(int index) {
        return images.label(indices[index]);
    }

    @Override
    public String key(int index) {
        return images.key(indices[index]);
    }
}
