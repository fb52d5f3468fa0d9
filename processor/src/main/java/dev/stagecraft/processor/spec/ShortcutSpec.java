package dev.stagecraft.processor.spec;

/**
 * The shortcuts of a network's blocks.
 *
 * @param kind of every block
 * @param norm whether batch normalization follows a projection
 */
public record ShortcutSpec(ShortcutKind kind, boolean norm) {}
