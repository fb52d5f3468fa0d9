package dev.stagecraft.runtime.data;

/**
 * Changes an image to be trained on, in another way each time that it is seen. It is a pure function: the same image and
 * the same draw always give the same result, on every thread.
 */
public interface Augmentation {
    /**
     * The changed image.
     *
     * @param picture in the size in which it was read; its values must not be changed in place
     * @param draw what all randomness follows from; see {@link Draw#random}
     * @return an image of the same channels, and of the same size unless {@link #keepsSize} says otherwise
     */
    Picture augment(Picture picture, Draw draw);

    /** What it is, with its numbers, as checkpoints compare it: a run is resumed with the same augmentations only. */
    String describe();

    /**
     * Whether results have the size of what they were made of. Where they do not, images are resized to the network's input
     * while they are read, as are images of several sizes.
     */
    default boolean keepsSize() {
        return true;
    }
}
