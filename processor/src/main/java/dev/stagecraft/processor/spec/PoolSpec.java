package dev.stagecraft.processor.spec;

/** A max pool: its window and step in pixels. */
public record PoolSpec(int size, int stride) {}
