package dev.stagecraft.runtime.data;

/**
 * Mixes the images of a batch and their targets with each other, as mixup does. It is a pure function: the same batch,
 * seed and step always give the same result.
 */
public interface Mixing {
    /**
     * The mixed batch.
     *
     * @param batch its pixels are {@link Batch.Floats} of the size of the network's input, and its targets are labels.
     *     Its arrays may be changed and returned
     * @param classes number of classes
     * @param seed of the run
     * @param step number of steps that the run has already done, from 0
     * @return a batch with the same numbers of images and values; if its targets are distributions, the probabilities
     *     of each image are at least 0 and sum to 1
     */
    Batch mix(Batch batch, int classes, long seed, long step);

    /**
     * A text with all numbers of the mixing, which checkpoints store. A run can be resumed only with the same mixing.
     */
    String describe();
}
