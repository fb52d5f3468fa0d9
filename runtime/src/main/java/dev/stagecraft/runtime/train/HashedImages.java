package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import java.io.UncheckedIOException;

/**
 * Images with their hash, as the settings of a run describe them. Hashing reads all images, which may take long for a
 * user's own images, so it is done once per run.
 *
 * @param images the hashed images
 * @param name the name of the data in the run
 * @param fingerprint see {@link DataFingerprint#of}
 */
public record HashedImages(LabeledImages images, String name, String fingerprint) {
    /**
     * Reads all images.
     *
     * @throws BadInputException if one cannot be read
     */
    public static HashedImages of(String name, LabeledImages images) {
        try {
            return new HashedImages(images, name, DataFingerprint.of(images));
        } catch (UncheckedIOException e) {
            throw new BadInputException(
                    "the images of " + name + " cannot be read (" + e.getMessage() + "); restore them", e);
        }
    }

    /** The form in settings. */
    SavedImages saved() {
        return saved(fingerprint, false);
    }

    /** The form in settings of earlier versions, which hashed only some of the images. */
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

    /** Whether these are the images that a checkpoint describes. */
    public boolean matches(SavedImages saved) {
        return saved.sameImages(saved.sampled() ? sampled() : saved());
    }
}
