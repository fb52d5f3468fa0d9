package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import java.util.Optional;

/** An export that answers. One thread at a time uses it. */
public interface OpenedExport extends AutoCloseable {
    /** The hash of the weights that it was made from, in hexadecimal; empty if it does not say. */
    Optional<String> weightsSha256();

    /**
     * Makes it ready to answer. This is called once, after its hash was found to be that of the checkpoint: before that,
     * nothing in it is run. By default nothing is left to do.
     *
     * @throws BadInputException if it is damaged
     */
    default void load() {}

    /**
     * The logits of images, resized by the export.
     *
     * @param images {@code [count, height, width, channels]} as bytes
     * @param shape height, width and channels of each
     * @param count number of images, at least 1
     * @return {@code [count, classes]} in row-major order
     * @throws BadInputException if it does not take such images, or gives no logits
     */
    float[] logits(byte[] images, ImageShape shape, int count);

    @Override
    void close();
}
