package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Images of a user's class, checked at every call against the rules of {@link LabeledImages}. An image with too few or
 * too many bytes would otherwise silently shift every image after it. Sizes are compared, and nothing is copied. If the
 * class does not allow several threads to read, they take turns here.
 */
public final class CheckedImages implements LabeledImages {
    private static final long MOST_VALUES = Integer.MAX_VALUE - 16;

    private final LabeledImages images;
    private final int size;
    private final Optional<ImageShape> shape;
    private final int channels;
    private final int classes;
    private final List<String> classNames;
    private final boolean severalThreads;
    private final int values;

    private CheckedImages(LabeledImages images) {
        this.images = images;
        size = images.size();
        shape = shapeOf(images);
        channels = shape.map(ImageShape::channels).orElseGet(images::channels);
        classes = images.classes();
        if (size < 0) {
            throw broken("size() is " + size + "; it must be at least 0");
        }
        if (channels < 1) {
            throw broken("channels() is " + channels + "; it must be at least 1");
        }
        if (classes < 1) {
            throw broken("classes() is " + classes + "; it must be at least 1");
        }
        classNames = names(images.classNames());
        severalThreads = images.severalThreads();
        values = shape.map(this::values).orElse(0);
    }

    private Optional<ImageShape> shapeOf(LabeledImages given) {
        if (given instanceof Pictures) {
            return Optional.empty();
        }
        ImageShape one = given.shape();
        if (one == null) {
            throw broken("shape() is null; it must be the shape of its images");
        }
        return Optional.of(one);
    }

    private List<String> names(List<String> given) {
        if (given == null || given.stream().anyMatch(Objects::isNull)) {
            throw broken("classNames() is " + given + "; it must be a name per class, or empty");
        }
        if (!given.isEmpty() && given.size() != classes) {
            throw broken("classNames() has " + given.size() + " names for " + classes
                    + " classes; it must have a name per class, or none");
        }
        if (new HashSet<>(given).size() < given.size()) {
            throw broken("classNames() repeats a name: " + given + "; each class must have a name of its own");
        }
        return List.copyOf(given);
    }

    private int values(ImageShape one) {
        // Three factors of 31 bits would overflow even a long; after two of them the product is cut.
        long count = Math.min((long) one.height() * one.width(), Integer.MAX_VALUE) * one.channels();
        if (count > MOST_VALUES) {
            throw broken(
                    String.format(Locale.ROOT, "shape() is %s; an image has at most %,d values", one, MOST_VALUES));
        }
        return (int) count;
    }

    /**
     * Checks images at every call. An exception says which rule they break.
     *
     * @return the same object if it is already checked
     * @throws BadInputException if their size, shape or number of classes is not possible. Later calls throw it if
     *     those change, if {@code read} does not write exactly one image, or if a label is not a class
     */
    public static LabeledImages of(LabeledImages images) {
        Objects.requireNonNull(images, "images");
        if (images instanceof CheckedImages) {
            return images;
        }
        // These are some images of a user's class; the class is named.
        if (images instanceof LimitedImages limited) {
            return new LimitedImages(of(limited.images()), limited.size());
        }
        return images instanceof SelectedImages selected
                ? new SelectedImages(of(selected.images()), selected.indices())
                : new CheckedImages(images);
    }

    /** What is checked. */
    LabeledImages images() {
        return images;
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
        if (shape.isPresent() && !shape.get().equals(now)) {
            throw broken("shape() was " + shape.get() + " and is now " + now + "; it must not change");
        }
        return now;
    }

    @Override
    public Optional<ImageShape> oneShape() {
        return shape.isPresent() ? Optional.of(shape()) : shape;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public boolean severalThreads() {
        return severalThreads;
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
    public Picture picture(int index) {
        Objects.checkIndex(index, size);
        if (shape.isPresent()) {
            byte[] read = new byte[values];
            read(index, ByteBuffer.wrap(read));
            return new Picture(shape.get(), read);
        }
        Picture picture = inTurn(() -> images.picture(index));
        if (picture == null) {
            throw broken("picture " + index + " is null; it must be an image");
        }
        if (picture.shape().channels() != channels) {
            throw broken(
                    "picture " + index + " has " + picture.shape().channels() + " channels; it must have " + channels);
        }
        return picture;
    }

    private <T> T inTurn(Supplier<T> read) {
        if (severalThreads) {
            return read.get();
        }
        synchronized (this) {
            return read.get();
        }
    }

    @Override
    public void read(int index, ByteBuffer target) {
        if (shape.isEmpty()) {
            target.put(picture(index).values());
            return;
        }
        inTurn(() -> {
            readOne(Objects.checkIndex(index, size), target);
            return null;
        });
    }

    private void readOne(int index, ByteBuffer target) {
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
                        + values + " for an image of " + shape.orElseThrow());
            }
        } catch (BufferOverflowException e) {
            throw new BadInputException(
                    text("read of image " + index + " puts more than the " + values + " bytes that an image of "
                            + shape.orElseThrow()
                            + " has"),
                    e);
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public String key(int index) {
        Objects.checkIndex(index, size);
        String key = inTurn(() -> images.key(index));
        if (key == null) {
            throw broken("key of image " + index + " is null; it must be what the image is called");
        }
        return key;
    }

    @Override
    public Optional<Content> content(int index) {
        Objects.checkIndex(index, size);
        Optional<Content> content = inTurn(() -> images.content(index));
        if (content == null) {
            throw broken("content(" + index + ") is null; it must be the bytes that the image is made of, or empty");
        }
        return content;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, size);
        int label = inTurn(() -> images.label(index));
        if (label < 0 || label >= classes) {
            throw broken("label of image " + index + " is " + label + "; it must be 0 to " + (classes - 1));
        }
        return label;
    }

    /** The shape of all images, as in {@code 28×28×1}, or that they have several. */
    static String shapeText(LabeledImages images) {
        return images.oneShape().map(ImageShape::toString).orElseGet(() -> "several sizes×" + images.channels());
    }

    private BadInputException broken(String found) {
        return new BadInputException(text(found));
    }

    private String text(String found) {
        return images.getClass().getName() + ": " + found;
    }
}
