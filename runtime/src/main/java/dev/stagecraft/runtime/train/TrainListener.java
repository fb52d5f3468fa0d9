package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * Is told what happens while a network is trained; everything beside the loop is one of these. Listeners are called one
 * after the other by the thread that trains: in the order of their {@linkplain #turn turns}, and within a turn in the order
 * in which they were given. One that throws ends the run, but only after the others got the same call, and
 * then the call that training {@linkplain #stopped stops}: what was learned is saved first.
 */
public interface TrainListener extends AutoCloseable {
    /** When a listener is called, beside the others. */
    enum Turn {
        /** First: what people watch. */
        SHOW,
        /** Then what is written of a run into files of its own. */
        WRITE,
        /** Last what saves the run: a resumed run then finds on the disk what was written before. */
        SAVE
    }

    /** Its turn; the same at every call. */
    default Turn turn() {
        return Turn.SHOW;
    }

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

    /**
     * Training ends early, for a reason that has not touched the weights: they are complete, and belong to this progress. It was
     * asked to stop, its thread was interrupted, images cannot be read, or a listener, a metric or a schedule
     * failed. An interrupted thread's flag is cleared for this call, and set again afterwards.
     */
    default void stopped(Progress progress) {}

    /**
     * Something that a person should know about this run and that does not end it, reported before its first step.
     *
     * @return whether this listener showed it to somebody; a notice that no listener takes is logged as a warning
     */
    default boolean notice(String text) {
        return false;
    }

    /** Closes what it holds open. Whoever made a listener closes it; training does not. */
    @Override
    default void close() {}
}
