package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Cuts images into batches, in an order; the last one holds what is left. */
public final class Batches implements Iterable<Batch> {
    private final LabeledImages images;
    private final int[] order;
    private final int size;

    /**
     * Batches of images.
     *
     * @param order which images, in which order
     * @param size images in a batch, 1 or more
     * @throws IllegalArgumentException where the size is below 1
     * @throws dev.stagecraft.runtime.BadInputException where the images break a promise, now or when a batch is read; see
     *     {@link CheckedImages}
     */
    public Batches(LabeledImages images, int[] order, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("batches of " + size + " images; 1 or more are needed");
        }
        this.images = CheckedImages.of(images);
        this.order = order.clone();
        this.size = size;
    }

    /** How many there are. */
    public int count() {
        return Math.toIntExact(((long) order.length + size - 1) / size);
    }

    @Override
    public Iterator<Batch> iterator() {
        return from(0);
    }

    /** Those after the first {@code batches}. */
    public Iterator<Batch> from(int batches) {
        return new Iterator<>() {
            private int next = (int) Math.min((long) batches * size, order.length);

            @Override
            public boolean hasNext() {
                return next < order.length;
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Batch batch = read(next, (int) Math.min((long) next + size, order.length));
                next += batch.size();
                return batch;
            }
        };
    }

    private Batch read(int from, int to) {
        // Size, shape and classes are asked for once a batch, so that a set that changes during a run is noticed.
        images.size();
        images.classes();
        int count = to - from;
        byte[] values = new byte[Math.multiplyExact(count, images.shape().values())];
        int[] labels = new int[count];
        ByteBuffer target = ByteBuffer.wrap(values);
        for (int i = 0; i < count; i++) {
            images.read(order[from + i], target);
            labels[i] = images.label(order[from + i]);
        }
        return new Batch(count, values, labels);
    }
}
