package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.metric.Progress;

/**
 * Is told what happens while a network is trained. Everything other than the training loop is a listener. The training
 * thread calls listeners one after the other: in the order of their {@linkplain #turn turns}, and within a turn in the
 * order in which they were given. If a listener throws, the run ends. First the other listeners get the same call and
 * then {@link #stopped}, so that what was learned is saved.
 */
public interface TrainListener extends AutoCloseable {
    /** When a listener is called, compared with the others. */
    enum Turn {
        /** First: listeners that show something to people. */
        SHOW,
        /** Then listeners that write files about the run. */
        WRITE,
        /** Last: listeners that save the run. What others wrote is then already on the disk when the run is resumed. */
        SAVE
    }

    /** Its turn, which must be the same at every call. */
    default Turn turn() {
        return Turn.SHOW;
    }

    /**
     * Training starts. This call comes before all others except notices.
     *
     * @param plan what it is about to do
     */
    default void runStarted(RunPlan plan) {}

    /**
     * An epoch starts, or is resumed.
     *
     * @param epoch from 1
     * @param images number of images in the epoch
     * @param seen how many of them were already seen before a resumed run was saved
     */
    default void epochStarted(int epoch, int images, long seen) {}

    /** A step is done. */
    default void stepDone(StepResult step) {}

    /** The training of the epoch is done and its evaluation starts. */
    default void evaluating() {}

    /**
     * A batch of the evaluation is done. If there are validation and test images, both are evaluated after the last
     * epoch, one after the other.
     *
     * @param seen number of images evaluated so far, counted from 0 for each part of the data
     * @param images number of images of the part that is evaluated
     */
    default void evaluated(int seen, int images) {}

    /** An epoch is over. */
    default void epochDone(EpochResult result) {}

    /**
     * Training ends early, for a reason that does not affect the weights: they are complete and belong to this
     * progress. It was asked to stop, its thread was interrupted, images cannot be read, or a listener, a metric or a
     * schedule failed. The flag of an interrupted thread is cleared for this call and set again afterwards.
     */
    default void stopped(Progress progress) {}

    /**
     * A notice for people about this run, which does not end it. Notices come before the first step.
     *
     * @return whether this listener showed it; a notice that no listener shows is logged as a warning
     */
    default boolean notice(String text) {
        return false;
    }

    /** Closes its resources. The code that created a listener closes it; training does not. */
    @Override
    default void close() {}
}
