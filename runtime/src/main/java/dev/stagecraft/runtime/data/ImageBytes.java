package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads images one after the other for their bytes alone: those that they are made of, such as their files', where there are
 * any. Images of one size share a buffer.
 */
final class ImageBytes {
    private final LabeledImages images;
    private final ByteBuffer shared;

    ImageBytes(LabeledImages images) {
        this.images = images;
        shared = ByteBuffer.allocate(images.oneShape().map(ImageShape::values).orElse(0));
    }

    /** One image's bytes, from its position to its limit, until the next one is read; several sizes come first. */
    ByteBuffer read(int index) {
        Optional<byte[]> encoded = images.encoded(index);
        if (encoded.isPresent()) {
            return ByteBuffer.wrap(encoded.get());
        }
        if (images.oneShape().isPresent()) {
            images.read(index, shared.clear());
            return shared.flip();
        }
        Picture picture = images.picture(index);
        return ByteBuffer.allocate(2 * Integer.BYTES + picture.values().length)
                .putInt(picture.shape().height())
                .putInt(picture.shape().width())
                .put(picture.values())
                .flip();
    }
}
