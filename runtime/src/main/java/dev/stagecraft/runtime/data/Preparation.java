package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.guard.UserCalls;
import java.util.List;

/**
 * How images become batches.
 *
 * @param preprocessing of the network
 * @param feed what is done to them
 * @param seed of the run
 * @param epoch from 1
 * @param kept whether the device keeps the images, so that a batch has their positions and how they are moved
 */
public record Preparation(Preprocessing preprocessing, Feed feed, long seed, int epoch, boolean kept) {
    /** For images whose pixels are in the batches. */
    public Preparation(Preprocessing preprocessing, Feed feed, long seed, int epoch) {
        this(preprocessing, feed, seed, epoch, false);
    }

    /** Unchanged images, for evaluation and answers. */
    public static Preparation plain(Preprocessing preprocessing) {
        return new Preparation(preprocessing, Feed.PLAIN, 0, 1);
    }

    /** The same for images that the device keeps. */
    public Preparation keeping() {
        return new Preparation(preprocessing, feed, seed, epoch, true);
    }

    /**
     * Checks that the device can keep the images and do to them what is done to them before a step.
     *
     * @param name of the data
     * @throws BadInputException if it cannot; the message says what to change
     */
    public void requireKeeping(String name, LabeledImages images) {
        if (images.oneShape().isEmpty()) {
            throw notKept(name, "its images are pictures of several sizes", "use data whose images have one size");
        }
        if (feed.mixing().isPresent()) {
            throw notKept(name, "its images are mixed", "use data without a mixing");
        }
        for (Augmentation augmentation : feed.augmentations()) {
            if (Moving.of(augmentation).isEmpty()) {
                throw notKept(
                        name,
                        "the augmentation \"" + UserCalls.text(augmentation, "describe()", augmentation::describe)
                                + "\" is not computed there",
                        "use flips, shifts and crops alone");
            }
        }
    }

    private static BadInputException notKept(String name, String why, String instead) {
        return new BadInputException("the training images of " + name + " cannot be kept on the device, because " + why
                + "; " + instead + ", or leave out --images-on-device");
    }

    /** Whether augmentations move rows and columns of kept images. */
    public boolean moves() {
        return !feed.augmentations().isEmpty();
    }

    /** Where the pixels of a kept image come from after all augmentations. */
    Origins origins(ImageShape shape, int index) {
        List<Augmentation> all = feed.augmentations();
        Draw draw = new Draw(seed, epoch, index);
        Origins origins = Origins.of(shape);
        for (int i = 0; i < all.size(); i++) {
            Origins next = Moving.of(all.get(i)).orElseThrow().origins(origins.shape(shape.channels()), draw.of(i));
            origins = origins.then(next, shape);
        }
        return origins;
    }

    /** Whether images are resized while they are read, and not in the step's graph. */
    boolean resizes(LabeledImages images) {
        return images.oneShape().map(preprocessing::changes).orElse(true)
                || feed.mixing().isPresent()
                || choosesParts();
    }

    /** Whether augmentations cut parts out of images, which are then squeezed to the size of the network. */
    public boolean choosesParts() {
        return !feed.augmentations().stream().allMatch(Augmentation::keepsSize);
    }

    /** Puts an image in the network's size into an array; see {@link Preprocessing#resize(Picture, float[], int)}. */
    void resize(Picture picture, float[] target, int at) {
        Preprocessing used = choosesParts()
                ? preprocessing.withResizing(
                        Resizing.squeeze(preprocessing.resizing().filter()))
                : preprocessing;
        used.resize(picture, target, at);
    }

    /** Bytes of Java's heap that a batch of this many images takes. */
    public long bytes(LabeledImages images, int size) {
        if (kept) {
            ImageShape shape = images.shape();
            return (long) size * Integer.BYTES * (1L + shape.height() + shape.width());
        }
        return resizes(images)
                ? (long) size * preprocessing.size().values() * Float.BYTES
                : (long) size * images.shape().values();
    }

    /** An image after all augmentations. */
    Picture augmented(LabeledImages images, int index) {
        Picture picture = images.picture(index);
        List<Augmentation> all = feed.augmentations();
        Draw draw = new Draw(seed, epoch, index);
        for (int i = 0; i < all.size(); i++) {
            picture = augmented(all.get(i), picture, draw.of(i));
        }
        return picture;
    }

    private static Picture augmented(Augmentation augmentation, Picture before, Draw draw) {
        Picture after = augmentation.augment(before, draw);
        if (after == null) {
            throw wrong(augmentation, "null", "an image");
        }
        ImageShape old = before.shape();
        if (augmentation.keepsSize() && !after.shape().equals(old)) {
            throw wrong(
                    augmentation, "an image of " + after.shape(), "one of " + old + ", because keepsSize() is true");
        }
        if (after.shape().channels() != old.channels()) {
            throw wrong(augmentation, "an image of " + after.shape(), "one of " + old.channels() + " channels");
        }
        return after;
    }

    private static BadInputException wrong(Augmentation augmentation, String found, String expected) {
        return new BadInputException(
                augmentation.getClass().getName() + ".augment returned " + found + "; it must return " + expected);
    }
}
