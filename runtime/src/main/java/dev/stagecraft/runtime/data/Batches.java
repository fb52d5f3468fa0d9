package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Cuts images into batches, in an order; the last one holds what is left. */
public final class Batches implements Iterable<Batch> {
    private final LabeledImages images;
    private final int[] order;
    private final int size;
    private final Preparation preparation;

    /**
     * Batches of images of one size, as they are.
     *
     * @param order which images, in which order
     * @param size images in a batch, 1 or more
     * @throws IllegalArgumentException where the size is below 1
     * @throws BadInputException where the images break a promise, now or when a batch is read; see {@link CheckedImages}
     */
    public Batches(LabeledImages images, int[] order, int size) {
        this(images, order, size, Preparation.plain(Preprocessing.usual(images.shape())));
    }

    /**
     * Batches of images.
     *
     * @param order which images, in which order
     * @param size images in a batch, 1 or more
     * @param preparation what happens to them first
     * @throws IllegalArgumentException where the size is below 1
     * @throws BadInputException where the images break a promise, now or when a batch is read; see {@link CheckedImages}
     */
    public Batches(LabeledImages images, int[] order, int size, Preparation preparation) {
        if (size < 1) {
            throw new IllegalArgumentException("the batch size is " + size + "; it must be at least 1");
        }
        this.images = CheckedImages.of(images);
        this.order = order.clone();
        this.size = size;
        this.preparation = preparation;
    }

    /** How many there are. */
    public int count() {
        return Math.toIntExact(((long) order.length + size - 1) / size);
    }

    /** Whether several threads may read them. */
    boolean severalThreads() {
        return images.severalThreads();
    }

    /** Bytes of memory that the images of a whole batch take. */
    long bytesEach() {
        return preparation.bytes(images, Math.min(size, order.length));
    }

    /** A batch that nothing was read of yet. */
    OpenBatch begin(int batch) {
        int from = Math.multiplyExact(batch, size);
        int[] indices = Arrays.copyOfRange(order, from, (int) Math.min((long) from + size, order.length));
        return new OpenBatch(images, preparation, indices, (long) (preparation.epoch() - 1) * count() + batch);
    }

    @Override
    public Iterator<Batch> iterator() {
        return from(0);
    }

    /** Those after the first {@code batches}, each read when it is asked for. */
    public Iterator<Batch> from(int batches) {
        return new Iterator<>() {
            private int next = batches;

            @Override
            public boolean hasNext() {
                return next < count();
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                OpenBatch open = begin(next);
                open.fill(0, open.size(), () -> false);
                next++;
                return open.finish();
            }
        };
    }
}
