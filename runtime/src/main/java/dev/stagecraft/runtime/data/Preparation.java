package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.BadInputException;
import java.util.List;

/**
 * How images become batches.
 *
 * @param preprocessing of the network
 * @param feed what is done to them
 * @param seed of the run
 * @param epoch from 1
 */
public record Preparation(Preprocessing preprocessing, Feed feed, long seed, int epoch) {
    /** Unchanged images, for evaluation and answers. */
    public static Preparation plain(Preprocessing preprocessing) {
        return new Preparation(preprocessing, Feed.PLAIN, 0, 1);
    }

    /** Whether images are resized while they are read, and not in the step's graph. */
    boolean resizes(LabeledImages images) {
        return images.oneShape().map(preprocessing::changes).orElse(true)
                || feed.mixing().isPresent()
                || choosesParts();
    }

    private boolean choosesParts() {
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
