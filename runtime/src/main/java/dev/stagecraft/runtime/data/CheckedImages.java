package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;

/**
 * Images of a user's class, checked at every call against what {@link LabeledImages} promises: an image with too few or too
 * many bytes would silently shift every image after it. Sizes are compared, nothing is copied.
 */
public final class CheckedImages implements LabeledImages {
    private static final long MOST_VALUES = Integer.MAX_VALUE - 16;

    private final LabeledImages images;
    private final int size;
    private final ImageShape shape;
    private final int classes;
    private final int values;

    private CheckedImages(LabeledImages images) {
        this.images = images;
        size = images.size();
        shape = images.shape();
        classes = images.classes();
        if (size < 0) {
            throw broken("size() is " + size + "; it must be at least 0");
        }
        if (shape == null) {
            throw broken("shape() is null; it must be the shape of its images");
        }
        if (classes < 1) {
            throw broken("classes() is " + classes + "; it must be at least 1");
        }
        // Three factors of 31 bits would overflow even a long; after two of them the product is cut.
        long count = Math.min((long) shape.height() * shape.width(), Integer.MAX_VALUE) * shape.channels();
        if (count > MOST_VALUES) {
            throw broken(
                    String.format(Locale.ROOT, "shape() is %s; an image has at most %,d values", shape, MOST_VALUES));
        }
        values = (int) count;
    }

    /**
     * Images that keep their promises, or whose exception says which one they broke.
     *
     * @return the same object where it is checked already
     * @throws BadInputException where their size, shape or number of classes cannot be; later calls throw it where those
     *     change, where {@code read} does not write exactly one image, and where a label is not a class
     */
    public static LabeledImages of(LabeledImages images) {
        Objects.requireNonNull(images, "images");
        if (images instanceof CheckedImages) {
            return images;
        }
        // These are the first images of a user's class; the class is named.
        return images instanceof LimitedImages limited
                ? new LimitedImages(of(limited.images()), limited.size())
                : new CheckedImages(images);
    }

    @Override
    public int size() {
        int now = images.size();
        if (now != size) {
            throw broken("size() was " + size + " and is now " + now + "; it must not change");
        }
        return size;
    }

    @Override
    public ImageShape shape() {
        ImageShape now = images.shape();
        if (!shape.equals(now)) {
            throw broken("shape() was " + shape + " and is now " + now + "; it must not change");
        }
        return shape;
    }

    @Override
    public int classes() {
        int now = images.classes();
        if (now != classes) {
            throw broken("classes() was " + classes + " and is now " + now + "; it must not change");
        }
        return classes;
    }

    @Override
    public void read(int index, ByteBuffer target) {
        Objects.checkIndex(index, size);
        int start = target.position();
        int limit = target.limit();
        if (limit - start < values) {
            throw new BufferOverflowException();
        }
        int end = start + values;
        target.limit(end);
        try {
            images.read(index, target);
            if (target.limit() != end) {
                throw broken("read of image " + index + " set the buffer's limit to " + target.limit()
                        + "; it must leave it at " + end);
            }
            if (target.position() != end) {
                throw broken("read of image " + index + " put " + (target.position() - start) + " bytes; it must put "
                        + values + " for an image of " + shape);
            }
        } catch (BufferOverflowException e) {
            throw new BadInputException(
                    text("read of image " + index + " puts more than the " + values + " bytes that an image of " + shape
                            + " has"),
                    e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int label(int index) {
        int label = images.label(Objects.checkIndex(index, size));
        if (label < 0 || label >= classes) {
            throw broken("label of image " + index + " is " + label + "; it must be 0 to " + (classes - 1));
        }
        return label;
    }

    private BadInputException broken(String found) {
        return new BadInputException(text(found));
    }

    private String text(String found) {
        return images.getClass().getName() + ": " + found;
    }
}
