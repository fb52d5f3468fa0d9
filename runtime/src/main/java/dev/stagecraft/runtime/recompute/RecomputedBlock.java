package dev.stagecraft.runtime.recompute;

import java.util.List;

/**
 * A block that is computed again.
 *
 * @param name unlike that of any other
 * @param stage that it is in, counted from 1
 * @param input values of one image that come in
 * @param convolutions in the order of the network
 */
public record RecomputedBlock(String name, int stage, long input, List<BlockConvolution> convolutions) {
    /** Copies the list. */
    public RecomputedBlock {
        convolutions = List.copyOf(convolutions);
    }

    /** Values that a step keeps of it otherwise: each convolution is followed by an operation whose values are kept too. */
    long values() {
        return 2 * convolutions.stream().mapToLong(BlockConvolution::values).sum();
    }

    /** The largest feature map. */
    long largest() {
        return convolutions.stream().mapToLong(BlockConvolution::values).reduce(input, Math::max);
    }
}
