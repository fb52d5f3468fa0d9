package dev.stagecraft.processor.spec;

/** A max pool: its window and step in pixels. */
public record PoolSpec(int size, int stride) {
    /** He 2015, Table 1, which holds where nothing is declared. */
    public static final PoolSpec DEFAULT = new PoolSpec(3, 2);
}
