package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.BatchStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Features of images with their labels, computed once and kept in memory. */
final class PooledFeatures {
    private final List<float[]> rows = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<String> classNames;

    /** @param classNames in the order of the classes; empty if they have none */
    PooledFeatures(List<String> classNames) {
        this.classNames = classNames;
    }

    /**
     * Adds those of a batch, in the order of the images.
     *
     * @param values {@code [count, features]} in row-major order
     * @param given a label for each image
     */
    void add(float[] values, int[] given) {
        int width = values.length / given.length;
        for (int i = 0; i < given.length; i++) {
            float[] row = new float[width];
            System.arraycopy(values, i * width, row, 0, width);
            rows.add(row);
            labels.add(given[i]);
        }
    }

    List<String> classNames() {
        return classNames;
    }

    int size() {
        return rows.size();
    }

    /**
     * Divides them into batches.
     *
     * @param order positions of the images
     * @param size images per batch
     * @param skipped number of batches to leave out at the start
     */
    BatchStream batches(int[] order, int size, int skipped) {
        return new Gathered(order, size, skipped);
    }

    private Batch batch(int[] order, int from, int to) {
        int width = rows.get(0).length;
        float[] values = new float[Math.multiplyExact(to - from, width)];
        int[] chosen = new int[to - from];
        for (int i = from; i < to; i++) {
            System.arraycopy(rows.get(order[i]), 0, values, (i - from) * width, width);
            chosen[i - from] = labels.get(order[i]);
        }
        return new Batch(chosen.length, new Batch.Features(values), chosen, Optional.empty());
    }

    private final class Gathered implements BatchStream {
        private final int[] order;
        private final int size;
        private long from;

        Gathered(int[] order, int size, int skipped) {
            this.order = order;
            this.size = size;
            from = (long) size * skipped;
        }

        @Override
        public boolean hasNext() {
            return from < order.length;
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int first = (int) from;
            from = Math.min(from + size, order.length);
            return batch(order, first, (int) from);
        }

        @Override
        public void close() {}
    }
}
