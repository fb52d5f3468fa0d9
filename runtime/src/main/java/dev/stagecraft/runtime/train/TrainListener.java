package dev.stagecraft.runtime.train;

/** Is told what happens while a network is trained; everything beside the loop is one of these. */
public interface TrainListener {
    /**
     * An epoch begins.
     *
     * @param epoch from 1
     * @param images that it will see
     */
    default void epochStarted(int epoch, int images) {}

    /**
     * A step is done.
     *
     * @param images in the step's batch
     * @param loss mean over the epoch so far, in nats
     */
    default void stepDone(int images, double loss) {}

    /** The epoch's training is done and its evaluation begins. */
    default void evaluating() {}

    /** An epoch is over. */
    default void epochDone(EpochResult result) {}
}
