package dev.stagecraft.processor.spec;

/**
 * What a network may cost at most.
 *
 * @param parameters trainable ones
 * @param multiplyAccumulates for one image
 * @param trainingBytes that a training step needs
 * @param batchSize images in that step; {@link #OF_TRAINING} stands for the training's own
 */
public record BudgetSpec(long parameters, long multiplyAccumulates, long trainingBytes, int batchSize) {
    /** The limit that stands for none. */
    public static final long NO_LIMIT = 0;

    /** The batch that the declared training has. */
    public static final int OF_TRAINING = 0;

    /** No limits, which hold where nothing is declared. */
    public static final BudgetSpec NONE = new BudgetSpec(NO_LIMIT, NO_LIMIT, NO_LIMIT, OF_TRAINING);
}
