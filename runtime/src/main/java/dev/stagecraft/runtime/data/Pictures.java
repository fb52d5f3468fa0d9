package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Images of several sizes with their classes, read by position. Implement it to train on pictures of your own; where all
 * images have one size, {@link LabeledImages} is simpler and faster.
 *
 * <p>Each image is resized to the network's input while it is read, by the network's own {@link Preprocessing}.
 */
public interface Pictures extends LabeledImages {
    /** Channels of every image, 1 or more. */
    @Override
    int channels();

    /**
     * One image in its own size; the same bytes for the same position every time.
     *
     * @param index which image, 0 to {@code size() - 1}
     * @throws IndexOutOfBoundsException where there is no such image
     */
    @Override
    Picture picture(int index);

    @Override
    default Optional<ImageShape> oneShape() {
        return Optional.empty();
    }

    /**
     * There is none.
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
