package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import java.io.UncheckedIOException;

/**
 * Images with their hash, as a run's settings describe them. Hashing reads all images, which may take long where they are a
 * user's own, so it is done once a run.
 *
 * @param images the very ones
 * @param name what the run calls its data
 * @param fingerprint see {@link DataFingerprint#of}
 */
public record HashedImages(LabeledImages images, String name, String fingerprint) {
    /**
     * Reads all images.
     *
     * @throws BadInputException where one cannot be read
     */
    public static HashedImages of(String name, LabeledImages images) {
        try {
            return new HashedImages(images, name, DataFingerprint.of(images));
        } catch (UncheckedIOException e) {
            throw new BadInputException(
                    "the images of " + name + " cannot be read (" + e.getMessage() + "); restore them", e);
        }
    }

    /** As settings have it. */
    SavedImages saved() {
        return saved(fingerprint, false);
    }

    /** As settings had it when some of the images alone were hashed. */
    SavedImages sampled() {
        return saved(DataFingerprint.sampled(images).substring(0, 16), true);
    }

    private SavedImages saved(String hash, boolean sampled) {
        return new SavedImages(name, images.size(), shapeText(), images.classes(), hash, sampled);
    }

    /** As checkpoints have it. */
    private String shapeText() {
        return images.oneShape().map(ImageShape::toString).orElseGet(() -> SavedImages.severalSizes(images.channels()));
    }

    /** Whether these are the images that a checkpoint tells of. */
    public boolean are(SavedImages saved) {
        return saved.sameImages(saved.sampled() ? sampled() : saved());
    }
}
