package dev.stagecraft.processor.spec;

/**
 * Batch normalization.
 *
 * @param momentum the share of the moving statistics that a step keeps
 * @param epsilon added to the variance
 * @param zeroLast whether the scale of a block's last one begins at 0
 */
public record NormSpec(double momentum, double epsilon, boolean zeroLast) {}
