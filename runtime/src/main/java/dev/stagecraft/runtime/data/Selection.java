package dev.stagecraft.runtime.data;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Some of other images: all is theirs but the number of images and their positions. */
interface Selection extends LabeledImages {
    /** The images that these are of. */
    LabeledImages images();

    /**
     * Where one of these is among the others.
     *
     * @throws IndexOutOfBoundsException if there is no such image
     */
    int at(int index);

    @Override
    default ImageShape shape() {
        return images().shape();
    }

    @Override
    default Optional<ImageShape> oneShape() {
        return images().oneShape();
    }

    @Override
    default int channels() {
        return images().channels();
    }

    @Override
    default int classes() {
        return images().classes();
    }

    @Override
    default List<String> classNames() {
        return images().classNames();
    }

    @Override
    default boolean severalThreads() {
        return images().severalThreads();
    }

    @Override
    default void read(int index, ByteBuffer target) {
        images().read(at(index), target);
    }

    @Override
    default Picture picture(int index) {
        return images().picture(at(index));
    }

    @Override
    default Optional<Content> content(int index) {
        return images().content(at(index));
    }

    @Override
    default int label(int index) {
        return images().label(at(index));
    }

    @Override
    default String key(int index) {
        return images().key(at(index));
    }
}
