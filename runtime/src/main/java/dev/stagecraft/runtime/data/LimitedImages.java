package dev.stagecraft.runtime.data;

import java.util.Objects;

/**
 * The first images of others.
 *
 * @param images of these
 * @param size how many, at most as many as there are
 */
record LimitedImages(LabeledImages images, int size) implements Selection {
    LimitedImages {
        if (size < 0) {
            throw new IllegalArgumentException(
                    "the first " + size + " images were asked for; the number must be at least 0");
        }
    }

    @Override
    public int at(int index) {
        return Objects.checkIndex(index, size);
    }
}
