package dev.stagecraft.runtime.train;

/**
 * How training ended.
 *
 * @param steps done
 * @param epochs done whole
 * @param interrupted whether it was asked to stop before its end
 */
public record Outcome(long steps, int epochs, boolean interrupted) {}
