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
    /**
     * Multiplications of a convolution that take as long as normalizing one value, or adding it and applying the activation.
     * On two cores with AMX it was 48 in float32, and 145 in bfloat16.
     */
    private static final long PASS = 64;

    /** Copies the list. */
    public RecomputedBlock {
        convolutions = List.copyOf(convolutions);
    }

    /** Values that a step keeps of it otherwise: each convolution is followed by an operation whose values are kept too. */
    long values() {
        return 2 * convolutions.stream().mapToLong(BlockConvolution::values).sum();
    }

    /** What the block gives: what its last convolution gives, with the sum behind it. */
    private long output() {
        return convolutions.isEmpty()
                ? 0
                : convolutions.get(convolutions.size() - 1).values();
    }

    /** What its convolutions take. */
    private long multiplyAccumulates() {
        return convolutions.stream()
                .mapToLong(BlockConvolution::multiplyAccumulates)
                .sum();
    }

    /** What the forward pass takes, in multiplications of convolutions. */
    long cost() {
        return multiplyAccumulates() + PASS * (values() / 2 + output());
    }

    /** What everything between the convolutions takes, up to the last one: nothing needs what its normalization gives. */
    long costBetween() {
        return PASS * (values() / 2 - output());
    }

    /** What the last normalization takes, and the sum and the activation behind it. */
    long costOfEnd() {
        return 2 * PASS * output();
    }

    /** The largest feature map. */
    long largest() {
        return convolutions.stream().mapToLong(BlockConvolution::values).reduce(input, Math::max);
    }
}
