package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.Objects;

/** Images that are kept in one array. */
final class ImagesInMemory implements LabeledImages {
    private final ImageShape shape;
    private final int classes;
    private final byte[] values;
    private final byte[] labels;

    /** Takes both arrays over. */
    ImagesInMemory(ImageShape shape, int classes, byte[] values, byte[] labels) {
        if (values.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(
                    values.length + " values are not " + labels.length + " images of " + shape);
        }
        this.shape = shape;
        this.classes = classes;
        this.values = values;
        this.labels = labels;
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public ImageShape shape() {
        return shape;
    }

    @Override
    public int classes() {
        return classes;
    }

    @Override
    public boolean severalThreads() {
        return true;
    }

    @Override
    public void read(int index, ByteBuffer target) {
        Objects.checkIndex(index, labels.length);
        target.put(values, index * shape.values(), shape.values());
    }

    @Override
    public int label(int index) {
        return labels[index] & 0xFF;
    }
}
