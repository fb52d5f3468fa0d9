package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Images of several sizes with their classes, read by position. Implement it to train on your own pictures. If all
 * images have one size, {@link LabeledImages} is simpler and faster.
 *
 * <p>Each image is resized to the input of the network while it is read, by the {@link Preprocessing} of the network.
 */
public interface Pictures extends LabeledImages {
    /** Channels of every image, at least 1. */
    @Override
    int channels();

    /**
     * One image in its own size, with the same bytes for the same position every time.
     *
     * @param index of the image, 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException if there is no such image
     */
    @Override
    Picture picture(int index);

    @Override
    default Optional<ImageShape> oneShape() {
        return Optional.empty();
    }

    /**
     * Pictures have no single shape.
     *
     * @throws BadInputException always
     */
    @Override
    default ImageShape shape() {
        throw new BadInputException(
                getClass().getName()
                        + " has images of several sizes and so no single shape; call oneShape() instead, or shape() of a picture");
    }

    @Override
    default void read(int index, ByteBuffer target) {
        target.put(picture(index).values());
    }
}
