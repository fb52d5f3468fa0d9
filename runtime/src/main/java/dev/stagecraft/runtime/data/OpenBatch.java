package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A batch that is being read, by one thread or several, each its own slice. */
final class OpenBatch {
    /** How far distributions may be from summing to 1: their values are float32. */
    private static final double SUM_TOLERANCE = 1e-3;

    private final LabeledImages images;
    private final Preparation preparation;
    private final int[] indices;
    private final long step;
    private final int values;
    private final boolean resizes;
    private boolean allocated;
    private byte[] bytes = {};
    private float[] floats = {};
    private int[] labels = {};
    private @Nullable OpenMoves kept;

    /**
     * An empty batch; its arrays are made when it is first read into.
     *
     * @param indices of its images
     * @param step number of steps before it
     */
    OpenBatch(LabeledImages images, Preparation preparation, int[] indices, long step) {
        this.images = images;
        this.preparation = preparation;
        this.indices = indices;
        this.step = step;
        resizes = preparation.resizes(images);
        values = (resizes ? preparation.preprocessing().size() : images.shape()).values();
    }

    int size() {
        return indices.length;
    }

    private synchronized void allocate() {
        if (!allocated) {
            allocated = true;
            labels = new int[size()];
            if (preparation.kept()) {
                kept = new OpenMoves(images.shape(), preparation, indices);
                return;
            }
            int all = Math.multiplyExact(size(), values);
            bytes = new byte[resizes ? 0 : all];
            floats = new float[resizes ? all : 0];
        }
    }

    /**
     * Reads some of the images; different ones may be read at a time.
     *
     * @param cancelled asked before each image
     */
    void fill(int from, int to, BooleanSupplier cancelled) {
        allocate();
        // Size, shape and classes are asked for once a batch, so that a set that changes during a run is noticed.
        images.size();
        images.classes();
        images.oneShape();
        OpenMoves moves = kept;
        if (moves != null) {
            for (int i = from; i < to && !cancelled.getAsBoolean(); i++) {
                moves.draw(i);
                labels[i] = images.label(indices[i]);
            }
            return;
        }
        boolean plain = !resizes && preparation.feed().augmentations().isEmpty();
        ByteBuffer target =
                resizes ? ByteBuffer.wrap(bytes) : ByteBuffer.wrap(bytes, from * values, (to - from) * values);
        for (int i = from; i < to && !cancelled.getAsBoolean(); i++) {
            if (plain) {
                images.read(indices[i], target);
            } else if (resizes) {
                preparation.resize(preparation.augmented(images, indices[i]), floats, i * values);
            } else {
                target.put(preparation.augmented(images, indices[i]).values());
            }
            labels[i] = images.label(indices[i]);
        }
    }

    /** The batch, when all of its images were read. */
    Batch finish() {
        OpenMoves moves = kept;
        if (moves != null) {
            return new Batch(size(), moves.finish(), labels, Optional.empty());
        }
        Batch.Pixels pixels = resizes ? new Batch.Floats(floats) : new Batch.Bytes(bytes);
        Batch batch = new Batch(size(), pixels, labels, Optional.empty());
        return preparation.feed().mixing().map(mixing -> mixed(mixing, batch)).orElse(batch);
    }

    private Batch mixed(Mixing mixing, Batch batch) {
        int classes = images.classes();
        Batch mixed = mixing.mix(batch, classes, preparation.seed(), step);
        if (mixed == null || mixed.size() != size() || mixed.labels().length != size()) {
            throw wrong(mixing, mixed == null ? "null" : "a batch of " + mixed.size() + " images", size() + " images");
        }
        if (!(mixed.pixels() instanceof Batch.Floats)
                || mixed.pixels().count() != batch.pixels().count()) {
            throw wrong(
                    mixing,
                    mixed.pixels().count() + " values",
                    batch.pixels().count() + " floats, as many as it was given");
        }
        mixed.distributions().ifPresent(all -> requireDistributions(mixing, all, classes));
        return mixed;
    }

    private void requireDistributions(Mixing mixing, float[] all, int classes) {
        if (all.length != (long) size() * classes) {
            throw wrong(mixing, all.length + " probabilities", size() + " times " + classes);
        }
        for (int i = 0; i < size(); i++) {
            float[] one = Arrays.copyOfRange(all, i * classes, (i + 1) * classes);
            double sum = 0;
            boolean right = true;
            for (float probability : one) {
                right &= probability >= 0;
                sum += probability;
            }
            if (!right || !(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
                throw wrong(
                        mixing,
                        "the distribution " + Arrays.toString(one) + " of image " + i,
                        "probabilities that are at least 0 and sum to 1");
            }
        }
    }

    private static BadInputException wrong(Mixing mixing, String found, String expected) {
        return new BadInputException(
                mixing.getClass().getName() + ".mix returned " + found + "; it must return " + expected);
    }
}
