package dev.stagecraft.runtime.network;

import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.Optional;

/**
 * An estimate of the memory that a training step takes on a CPU, beside that of Java and of TensorFlow itself.
 *
 * <p>It counts what the backward pass needs, part by part: the stem, each block, and the head. The backward pass begins with
 * everything in memory and frees it on the way. In each part it also holds gradients of the largest feature map. Which part
 * needs most depends on the network. Weights are counted with their gradients and with what TensorFlow holds of them besides.
 * The numbers that this is multiplied by were measured; {@code docs/memory.md} has the measurements.
 *
 * @param fixedBytes for any batch size, at least 0
 * @param bytesPerImage that each image of a batch adds, at least 1
 */
public record TrainingMemory(long fixedBytes, long bytesPerImage) {
    /** A weight and its gradient, less the gradients that are no longer there when the last ones come. */
    private static final double BYTES_OF_A_WEIGHT = 7.45;

    /** What a weight takes besides if convolutions are computed in 16 bits. */
    private static final double BYTES_OF_A_LOW_WEIGHT = 1.68;

    /** Copies of the largest kernel in which threads add up its gradient, and in other layouts. */
    private static final int BYTES_OF_A_COPIED_WEIGHT = 7;

    /** Buffers of the session. */
    private static final long BYTES_OF_A_SESSION = 88_200_000;

    /** Nodes of the graph. */
    private static final long BYTES_OF_A_LAYER = 24_000;

    /** What is taken is more than what is in use at any time, because freed memory comes in pieces. */
    private static final double SHARE_OF_FLOAT32 = 1.158;

    /** As above, with copies of images in other layouts and precisions. */
    private static final double SHARE_OF_16_BITS = 1.19;

    /** How much of these shares is saved where values are computed again: values and copies come and go together. */
    private static final double SAVED_IN_FLOAT32 = 0.063;

    private static final double SAVED_IN_16_BITS = 0.28;

    /**
     * The estimate for a network.
     *
     * @param table of the network
     * @param precision in which convolutions are computed; {@link Precision#AUTO} counts as float32
     * @param recompute what is computed again
     * @param stateBytes what the optimizer keeps
     * @return empty if the table has no layers
     */
    public static Optional<TrainingMemory> of(
            LayerTable table, Precision precision, Recompute recompute, long stateBytes) {
        if (table.layers().isEmpty()) {
            return Optional.empty();
        }
        KeptValues values = KeptValues.of(table, recompute);
        boolean low = precision.isLow();
        long weights = table.parameters().trainable();
        long fixed = BYTES_OF_A_SESSION
                + Math.round((BYTES_OF_A_WEIGHT + (low ? BYTES_OF_A_LOW_WEIGHT : 0)) * weights)
                + Float.BYTES * table.parameters().nonTrainable()
                + BYTES_OF_A_COPIED_WEIGHT * values.largestWindow()
                + BYTES_OF_A_LAYER * table.layers().size()
                + stateBytes;
        double share = low ? SHARE_OF_16_BITS : SHARE_OF_FLOAT32;
        if (values.isRecomputed()) {
            share -= low ? SAVED_IN_16_BITS : SAVED_IN_FLOAT32;
        }
        double perImage = values.most() * (low ? Short.BYTES : Float.BYTES) * share;
        return Optional.of(new TrainingMemory(fixed, Math.max(1, Math.round(perImage))));
    }

    /**
     * The bytes that the optimizer keeps by a table, whose estimate is for the declared one.
     *
     * @return 0 if the table does not tell
     */
    public static long declaredState(LayerTable table) {
        LayerTable.Parameters parameters = table.parameters();
        return table.trainingBytes()
                .map(bytes -> bytes.fixed() - Float.BYTES * (4 * parameters.trainable() + parameters.nonTrainable()))
                .filter(state -> state > 0)
                .orElse(0L);
    }

    /** What a step takes, in bytes. */
    public long bytes(long batch) {
        return fixedBytes + bytesPerImage * batch;
    }

    /** The largest batch that fits into some memory; 0 if not even one image does. */
    public long largestBatch(long availableBytes) {
        return Math.max(0, (availableBytes - fixedBytes) / bytesPerImage);
    }
}
