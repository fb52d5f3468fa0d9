package dev.stagecraft.runtime.data;

/**
 * Makes a batch's images and their targets out of several of its images, as mixup does. It is a pure function: the same
 * batch, seed and step always give the same result.
 */
public interface Mixing {
    /**
     * The mixed batch.
     *
     * @param batch its pixels are {@link Batch.Floats} of the network's size, its targets labels; its arrays may be changed
     *     and returned
     * @param classes number of classes
     * @param seed of the run
     * @param step number of steps that the run has done before, from 0
     * @return a batch of as many images and values; where its targets are distributions, each image's probabilities are 0 or
     *     more and sum to 1
     */
    Batch mix(Batch batch, int classes, long seed, long step);

    /** What it is, with its numbers, as checkpoints compare it: a run is resumed with the same mixing only. */
    String describe();
}
