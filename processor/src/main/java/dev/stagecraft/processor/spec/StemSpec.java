package dev.stagecraft.processor.spec;

import java.util.List;

/** The layers before the first stage. More than one pool is a fault that validation names. */
public record StemSpec(int channels, int kernel, int stride, List<PoolSpec> pools) {
    /** Copies the list. */
    public StemSpec {
        pools = List.copyOf(pools);
    }
}
