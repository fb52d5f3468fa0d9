package dev.stagecraft.runtime.checkpoint;

/**
 * Where in a run weights were saved.
 *
 * @param step training steps done, 0 or more
 * @param epoch epochs done, 0 or more
 * @param data what the run calls its data
 * @param seed of the run
 */
public record RunFacts(long step, int epoch, String data, long seed) {}
