package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.checkpoint.Position;

/**
 * Is told what happens while a network is trained; everything beside the loop is one of these. Listeners are called one
 * after the other by the thread that trains; one that throws ends the run.
 */
public interface TrainListener {
    /**
     * An epoch begins, or is taken up again.
     *
     * @param epoch from 1
     * @param images that it sees in all
     * @param seen how many of them it has seen before
     */
    default void epochStarted(int epoch, int images, long seen) {}

    /** A step is done. */
    default void stepDone(StepResult step) {}

    /** The epoch's training is done and its evaluation begins. */
    default void evaluating() {}

    /** An epoch is over. */
    default void epochDone(EpochResult result) {}

    /** Training cannot go on, for a reason that has not touched the weights: they are whole, and those of a position. */
    default void stopped(Position position) {}
}
