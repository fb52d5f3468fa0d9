package dev.stagecraft.export;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import java.util.Optional;

/** An export that answers. One thread at a time uses it. */
public interface OpenedExport extends AutoCloseable {
    /** The hash of the weights that it was made from, in hexadecimal; empty if it does not say. */
    Optional<String> weightsSha256();

    /**
     * Loads the export, so that it can answer. This is called once, after the hash of its weights was found to be that of
     * the checkpoint. Before that, nothing in the export is run. By default this does nothing.
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
