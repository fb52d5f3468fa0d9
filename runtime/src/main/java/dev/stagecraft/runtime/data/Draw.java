package dev.stagecraft.runtime.data;

import java.util.Random;

/**
 * The only source of random numbers for an augmentation. So an epoch can be resumed, and any number of threads gives
 * the same images.
 *
 * @param seed of the run; different for each of several augmentations
 * @param epoch from 1
 * @param index of the image in its source
 */
public record Draw(long seed, int epoch, int index) {
    /**
     * The random numbers for this image in this epoch, from the first one on, by the documented algorithm of
     * {@link Random}.
     */
    public Random random() {
        return new Random(Shapes.mix(Shapes.mix(Shapes.mix(seed) + epoch) + index));
    }

    /** The same for one of several augmentations. */
    Draw of(int augmentation) {
        return new Draw(Shapes.mix(seed ^ ((long) augmentation << Integer.SIZE)), epoch, index);
    }
}
