package dev.stagecraft.processor.spec;

import java.util.List;

/**
 * The layers before the first stage.
 *
 * @param channels of the last convolution
 * @param kernel of every convolution
 * @param stride of the first convolution
 * @param before output channels of further convolutions before the last
 * @param pools that follow; more than one is a fault that lowering names
 * @param poolConvolution whether a convolution has the window and the stride of the pool, in its place
 */
public record StemSpec(
        int channels, int kernel, int stride, List<Integer> before, List<PoolSpec> pools, boolean poolConvolution) {
    /** He 2015, Table 1, which holds where nothing is declared. */
    public static final StemSpec DEFAULT = new StemSpec(64, 7, 2, List.of(), List.of(PoolSpec.DEFAULT), false);

    /** Copies the lists. */
    public StemSpec {
        before = List.copyOf(before);
        pools = List.copyOf(pools);
    }

    /** Whether an average pool as large as its stride takes the place of the max pool, whose size then says nothing. */
    public boolean averages(AntialiasKind antialias) {
        return antialias == AntialiasKind.AVERAGE_POOL
                && !poolConvolution
                && pools.stream().anyMatch(pool -> pool.stride() > 1);
    }
}
