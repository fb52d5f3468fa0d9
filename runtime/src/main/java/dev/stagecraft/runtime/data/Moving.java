package dev.stagecraft.runtime.data;

import java.util.Optional;

/**
 * An augmentation that moves, repeats or leaves out whole rows and columns of an image, and changes no value. A device that
 * keeps the images can do it too. Both forms draw the same numbers and give the same pixels.
 */
interface Moving {
    /**
     * Where the pixels of the changed image come from.
     *
     * @param shape of the image before the change
     * @param draw as {@link Augmentation#augment} takes it
     */
    Origins origins(ImageShape shape, Draw draw);

    /** That form of an augmentation; empty if it has none. */
    static Optional<Moving> of(Augmentation augmentation) {
        if (augmentation instanceof RandomResizedCrop crop) {
            return Optional.of(crop::origins);
        }
        if (augmentation instanceof PadAndCrop crop) {
            return Optional.of(crop::origins);
        }
        if (augmentation instanceof Shift shift) {
            return Optional.of(shift::origins);
        }
        return augmentation instanceof HorizontalFlip ? Optional.of(HorizontalFlip::origins) : Optional.empty();
    }
}
