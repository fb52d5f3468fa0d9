package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Divides images into batches, in a given order. The last batch has the images that are left. */
public final class Batches implements Iterable<Batch> {
    private final LabeledImages images;
    private final int[] order;
    private final int size;
    private final Preparation preparation;

    /**
     * Batches of unchanged images of one size.
     *
     * @param order positions of the images, in the order of reading
     * @param size images per batch, at least 1
     * @throws IllegalArgumentException if the size is below 1
     * @throws BadInputException if the images break a rule, now or when a batch is read; see {@link CheckedImages}
     */
    public Batches(LabeledImages images, int[] order, int size) {
        this(images, order, size, Preparation.plain(Preprocessing.usual(images.shape())));
    }

    /**
     * Batches of images.
     *
     * @param order positions of the images, in the order of reading
     * @param size images per batch, at least 1
     * @param preparation what is done to the images first
     * @throws IllegalArgumentException if the size is below 1
     * @throws BadInputException if the images break a rule, now or when a batch is read; see {@link CheckedImages}
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

    /** The number of batches. */
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

    /** The batches after the first {@code batches}, each of which is read when it is requested. */
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
