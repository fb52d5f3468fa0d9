package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Images that are kept in one array. */
final class ImagesInMemory implements LabeledImages {
    private static final int BYTE = 0xFF;

    private final ImageShape shape;
    private final int classes;
    private final List<String> classNames;
    private final byte[] values;
    private final int[] labels;

    /** Takes both arrays over. */
    ImagesInMemory(ImageShape shape, int classes, List<String> classNames, byte[] values, int[] labels) {
        if (values.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(
                    values.length + " values are not " + labels.length + " images of " + shape);
        }
        this.shape = shape;
        this.classes = classes;
        this.classNames = List.copyOf(classNames);
        this.values = values;
        this.labels = labels;
    }

    /** Classes without names. */
    ImagesInMemory(ImageShape shape, int classes, byte[] values, byte[] labels) {
        this(shape, classes, List.of(), values, labels);
    }

    /** Takes the values over; labels are 0 to 255 unsigned. */
    ImagesInMemory(ImageShape shape, int classes, List<String> classNames, byte[] values, byte[] labels) {
        this(shape, classes, classNames, values, unsigned(labels));
    }

    private static int[] unsigned(byte[] labels) {
        int[] numbers = new int[labels.length];
        for (int i = 0; i < labels.length; i++) {
            numbers[i] = labels[i] & BYTE;
        }
        return numbers;
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
    public List<String> classNames() {
        return classNames;
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
        return labels[index];
    }
}
