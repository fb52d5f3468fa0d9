package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.host.HugePages;

/**
 * Moves the memory of training to huge pages, once. The first steps allocate what all later ones use, so it is moved after
 * them, and only in a run that already took some time: a short one would lose more than it gains.
 */
final class SettledMemory {
    private static final int STEPS = 3;
    private static final long NANOSECONDS = 2_000_000_000;

    private final Runnable move;
    private int steps;
    private long nanoseconds;
    private boolean isMoved;

    /** @param move what moves the memory; it is called at most once */
    SettledMemory(Runnable move) {
        this.move = move;
    }

    /** @param gpu whether the network is on a GPU, where nothing is moved */
    static SettledMemory of(boolean gpu) {
        return new SettledMemory(gpu ? () -> {} : () -> HugePages.begin("huge pages for training"));
    }

    /** Is told of each step how long it took. */
    void afterStep(long took) {
        steps++;
        nanoseconds += took;
        if (!isMoved && steps >= STEPS && nanoseconds >= NANOSECONDS) {
            isMoved = true;
            move.run();
        }
    }
}
