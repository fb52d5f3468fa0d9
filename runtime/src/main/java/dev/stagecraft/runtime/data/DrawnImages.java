package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/**
 * Images that are drawn when they are first read, and kept. Classes take turns. A short run on a few of many images draws
 * no others.
 */
final class DrawnImages implements LabeledImages {
    private final ImageShape shape;
    private final int classes;
    private final List<String> classNames;
    private final IntFunction<byte[]> drawing;
    private final AtomicReferenceArray<byte[]> drawn;

    /**
     * None is drawn yet.
     *
     * @param drawing draws the image of an index, always the same; several threads call it
     */
    DrawnImages(ImageShape shape, int classes, List<String> classNames, int size, IntFunction<byte[]> drawing) {
        this.shape = shape;
        this.classes = classes;
        this.classNames = List.copyOf(classNames);
        this.drawing = drawing;
        drawn = new AtomicReferenceArray<>(size);
    }

    @Override
    public int size() {
        return drawn.length();
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
        byte[] values = drawn.get(index);
        if (values == null) {
            // Two threads that come at once draw the same.
            values = drawing.apply(index);
            drawn.set(index, values);
        }
        target.put(values);
    }

    @Override
    public int label(int index) {
        return Objects.checkIndex(index, size()) % classes;
    }
}
