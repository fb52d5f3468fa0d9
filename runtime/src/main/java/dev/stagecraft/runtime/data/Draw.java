package dev.stagecraft.runtime.data;

import java.util.Random;

/**
 * What an augmentation's randomness follows from: nothing else, so that an epoch can be taken up again, and any number of
 * threads gives the same images.
 *
 * @param seed of the run, and of the augmentation where there are several
 * @param epoch from 1
 * @param index of the image in its source
 */
public record Draw(long seed, int epoch, int index) {
    /** Random numbers of this image in this epoch, from their beginning; {@link Random} documents how they follow. */
    public Random random() {
        return new Random(Shapes.mix(Shapes.mix(Shapes.mix(seed) + epoch) + index));
    }

    /** The same for one of several augmentations. */
    Draw of(int augmentation) {
        return new Draw(Shapes.mix(seed ^ ((long) augmentation << Integer.SIZE)), epoch, index);
    }
}
