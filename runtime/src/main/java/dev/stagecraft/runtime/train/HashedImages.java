package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.SavedImages;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Images with their hash, as the settings of a run describe them. Hashing reads all images, which may take long for a
 * user's own images, so it is done once per run.
 */
public final class HashedImages {
    private final LabeledImages images;
    private final String name;
    private @Nullable String fingerprint;

    private HashedImages(LabeledImages images, String name) {
        this.images = images;
        this.name = name;
    }

    /**
     * Reads all images.
     *
     * @param name the name of the data in the run
     * @throws BadInputException if one cannot be read
     */
    public static HashedImages of(String name, LabeledImages images) {
        HashedImages hashed = later(name, images);
        hashed.fingerprint();
        return hashed;
    }

    /** As {@link #of}, but images are read when the hash is asked for: what a run reads first is hashed while it is read. */
    static HashedImages later(String name, LabeledImages images) {
        return new HashedImages(images, name);
    }

    /** Whether this is of these images, under this name. */
    boolean isOf(String other, LabeledImages others) {
        return images == others && name.equals(other);
    }

    private String fingerprint() {
        if (fingerprint == null) {
            try {
                fingerprint = DataFingerprint.of(images);
            } catch (UncheckedIOException e) {
                throw new BadInputException(
                        "the images of " + name + " cannot be read (" + e.getMessage() + "); restore them", e);
            }
        }
        return fingerprint;
    }

    /** The form in settings. */
    SavedImages saved() {
        return saved(fingerprint(), false);
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
