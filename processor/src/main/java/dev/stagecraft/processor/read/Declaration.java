package dev.stagecraft.processor.read;

import dev.stagecraft.processor.spec.NetworkSpec;

/**
 * What was read from an annotated type.
 *
 * @param spec the values
 * @param positions where each stands
 */
public record Declaration(NetworkSpec spec, Positions positions) {}
