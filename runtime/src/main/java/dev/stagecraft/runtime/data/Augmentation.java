package dev.stagecraft.runtime.data;

/**
 * Changes a training image, in a different way in each epoch. It is a pure function: the same image and the same draw
 * always give the same result, on every thread.
 */
public interface Augmentation {
    /**
     * The changed image.
     *
     * @param picture in its size before the change; its array of values must not be modified
     * @param draw the only source of random numbers; see {@link Draw#random}
     * @return an image with the same number of channels, and of the same size if {@link #keepsSize} is true
     */
    Picture augment(Picture picture, Draw draw);

    /**
     * A text with all numbers of the augmentation, which checkpoints store. A run can be resumed only with the same
     * augmentations.
     */
    String describe();

    /**
     * Whether results have the size of the original image. If not, images are resized to the input of the network while
     * they are read, like images of several sizes. They are then squeezed to that size even if the network's resizing cuts
     * out the center of an image, because the augmentation has chosen a part already.
     */
    default boolean keepsSize() {
        return true;
    }
}
