package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingMemory;
import dev.stagecraft.runtime.step.NetworkGraph;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The memory that a training step takes: an estimate of {@link TrainingMemory}, with the state of the optimizer at work.
 *
 * @param fixedBytes whatever the batch
 * @param bytesPerImage for each image of a batch
 * @param keptBytes of the training images that the device keeps
 */
record MemoryPlan(long fixedBytes, long bytesPerImage, long keptBytes) {
    private static final double MEBIBYTE = 1 << 20;

    /** For images that are fed. */
    MemoryPlan(long fixedBytes, long bytesPerImage) {
        this(fixedBytes, bytesPerImage, 0);
    }

    /** Of a network; empty if its layer table does not tell. */
    static Optional<MemoryPlan> of(Network network, NetworkGraph graph) {
        try {
            return LayerTable.of(network).flatMap(table -> of(table, graph));
        } catch (BadInputException e) {
            // A network of a user's own may have a table of another form, and this is part of another failure's advice:
            // it is planned without.
            return Optional.empty();
        }
    }

    private static Optional<MemoryPlan> of(LayerTable table, NetworkGraph graph) {
        long state = Float.BYTES
                * graph.optimizerVariables().stream()
                        .mapToLong(variable -> variable.shape().size())
                        .sum();
        // A table that was written by hand may have no layers.
        long kept = graph.kept().map(images -> images.form().bytes()).orElse(0L);
        return TrainingMemory.of(table, graph.precision(), graph.recompute(), state)
                .map(memory -> new MemoryPlan(memory.fixedBytes(), memory.bytesPerImage(), kept))
                .or(() -> table.trainingBytes()
                        .filter(bytes -> bytes.perImage() >= 1)
                        .map(bytes -> new MemoryPlan(bytes.fixed(), bytes.perImage(), kept)));
    }

    /** What a step takes. */
    long bytes(int batch) {
        return fixedBytes + keptBytes + bytesPerImage * batch;
    }

    /** The largest batch that fits into some memory, 0 where none does. */
    long largestBatch(long availableBytes) {
        return Math.max(0, (availableBytes - fixedBytes - keptBytes) / bytesPerImage);
    }

    /**
     * What to tell where memory ran out.
     *
     * @param batch that was too large
     * @param available bytes that are free for a step; empty if nobody knows
     */
    String advice(int batch, OptionalLong available) {
        String plan = String.format(
                        Locale.ROOT,
                        "the plan expects %,.0f MiB for it, %.1f MiB an image and %,.0f MiB for weights, gradients and the"
                                + " optimizer's state",
                        bytes(batch) / MEBIBYTE,
                        bytesPerImage / MEBIBYTE,
                        fixedBytes / MEBIBYTE)
                + (keptBytes == 0
                        ? ""
                        : String.format(Locale.ROOT, ", and %,.0f MiB for training images", keptBytes / MEBIBYTE));
        if (available.isEmpty()) {
            return plan + "; " + half(batch);
        }
        String free = String.format(Locale.ROOT, "; %,.0f MiB are free, ", available.getAsLong() / MEBIBYTE);
        long fits = Math.min(largestBatch(available.getAsLong()), batch - 1L);
        if (fits < 1) {
            return plan + free
                    + "into which not even one image fits: choose a smaller network or input, or free memory";
        }
        return plan + free + "into which a batch of " + fits + " would fit: try --batch-size " + fits;
    }

    /** Where there is no plan. */
    static String half(int batch) {
        return batch > 1
                ? "try a smaller batch, as with --batch-size " + batch / 2
                : "choose a smaller network or input, or free memory";
    }
}
