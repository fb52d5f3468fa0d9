package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.bundle.RunMetadata;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.PictureRecords;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The images of a run. Pictures in files are hashed when a checkpoint first needs it, so that training reads and hashes them at
 * a time; other images are hashed at once.
 *
 * @param train the images to train on
 * @param validation the images to validate on; empty if there are none
 * @param test the images to test on
 * @param records of the files; empty if the images are not in files
 */
record RunImages(
        HashedImages train, Optional<HashedImages> validation, HashedImages test, Optional<PictureRecords> records) {
    /**
     * The images of a run.
     *
     * @param before of a run on the same network, whose hashes are known; null if there was none
     */
    static RunImages of(DataSet data, @Nullable RunImages before) {
        return new RunImages(
                hashed(before == null ? null : before.train, data.name(), data.train()),
                data.validation()
                        .map(images ->
                                hashed(before == null ? null : before.validation.orElse(null), data.name(), images)),
                hashed(before == null ? null : before.test, data.name(), data.test()),
                PictureRecords.of(data.train()));
    }

    private static HashedImages hashed(@Nullable HashedImages known, String name, LabeledImages images) {
        if (known != null && known.isOf(name, images)) {
            return known;
        }
        return PictureRecords.of(images).isPresent() ? HashedImages.later(name, images) : HashedImages.of(name, images);
    }

    /** As settings have them, by the names of the settings. All images are hashed now. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        texts.put(RunMetadata.TRAIN_IMAGES, train.saved().text());
        validation.ifPresent(images ->
                texts.put(RunMetadata.VALIDATION_IMAGES, images.saved().text()));
        texts.put(RunMetadata.TEST_IMAGES, test.saved().text());
        return texts;
    }

    /** A setting as earlier versions kept it; null if they kept no such setting. */
    @Nullable
    String older(String setting) {
        return switch (setting) {
            case RunMetadata.TRAIN_IMAGES -> train.sampled().text();
            case RunMetadata.TEST_IMAGES -> test.sampled().text();
            default -> null;
        };
    }

    /** The hash of the list of pictures that were left out; null if none may be left out. */
    @Nullable
    String skipped() {
        return records.flatMap(PictureRecords::skipped)
                .map(list -> list.sha256())
                .orElse(null);
    }

    /** Writes what is known of the files into the folder of a run. */
    void write(Path run) {
        records.ifPresent(known -> known.write(run));
    }
}
