package dev.stagecraft.processor.spec;

/**
 * Squeeze-and-excitation.
 *
 * @param ratio channels for each of the narrow layer's
 * @param divisor what the narrow layer's channels are a multiple of; 0 to round them down to a whole number
 */
public record SqueezeExcitationSpec(int ratio, int divisor) {
    /** What stands where the ratio is left out (Hu 2017). */
    public static final int USUAL_RATIO = 16;

    /** What stands where the divisor is left out. */
    public static final int ROUND_DOWN = 0;

    /**
     * The channels of the narrow layer: with a divisor its nearest multiple, halves up, and at least one multiple; without
     * one rounded down, which may be 0.
     *
     * @param channels of the wide layer, 1 or more
     */
    public int width(int channels) {
        if (divisor == ROUND_DOWN) {
            return channels / ratio;
        }
        if (isOneMultiple(channels)) {
            return divisor;
        }
        // The nearest whole number of multiples is floor(channels / (ratio * divisor) + 1/2).
        long multiples = (2L * channels + perMultiple()) / (2 * perMultiple());
        return (int) Math.min(multiples * divisor, Integer.MAX_VALUE);
    }

    /** Whether the divisor itself is the width, whatever the ratio: fewer than one and a half multiples are asked for. */
    public boolean isOneMultiple(int channels) {
        // The first comparison keeps the product of the second within 64 bits.
        return divisor != ROUND_DOWN && (2L * channels < perMultiple() || 2L * channels < 3 * perMultiple());
    }

    private long perMultiple() {
        return (long) ratio * divisor;
    }
}
