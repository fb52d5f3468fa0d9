package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;

/** Reads images one after the other for their values alone. Images of one size share a buffer. */
final class ImageBytes {
    private final LabeledImages images;
    private final ByteBuffer shared;

    ImageBytes(LabeledImages images) {
        this.images = images;
        shared = ByteBuffer.allocate(images.oneShape().map(ImageShape::values).orElse(0));
    }

    /** One image's values, from its position to its limit, until the next one is read; several sizes come first. */
    ByteBuffer read(int index) {
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
