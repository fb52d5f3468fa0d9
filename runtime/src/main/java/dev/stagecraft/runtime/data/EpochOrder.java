package dev.stagecraft.runtime.data;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * The order in which an epoch reads its images: a permutation that depends only on the seed of the run and the epoch,
 * so that any epoch can be resumed.
 */
public final class EpochOrder {
    /** Knuth's multiplier for 64-bit linear congruential generators; it keeps epochs of near seeds apart. */
    private static final long SPREAD = 6364136223846793005L;

    private EpochOrder() {}

    /**
     * A permutation by Fisher and Yates, with {@link Random}, whose algorithm is part of its documentation.
     *
     * @param size number of images
     * @param seed of the run
     * @param epoch from 1
     */
    public static int[] shuffled(int size, long seed, int epoch) {
        int[] order = inSequence(size);
        Random random = new Random((seed * SPREAD + epoch) * SPREAD);
        for (int i = size - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }

    /** All images in their own order. */
    public static int[] inSequence(int size) {
        return IntStream.range(0, size).toArray();
    }
}
