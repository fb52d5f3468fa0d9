package dev.stagecraft.runtime.bundle;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run tells of itself in each of its checkpoints. From {@code dataKind} on, values are null if they are not known,
 * as in checkpoints of earlier versions.
 *
 * @param data what the run calls its data
 * @param seed of the run
 * @param settings everything that the weights depend on, by name; a run is resumed with the same ones only
 * @param device that it runs on, as in {@code cpu}
 * @param dataKind as in {@code fashion-mnist}
 * @param dataPlace an absolute path; empty for a kind's own place
 * @param classPath as it was given
 * @param dataSplit which images were cut off for the test and for validation
 * @param skippedSha256 hash of the list of pictures that were left out; null where none could be
 * @param threads that it computes with on the CPU; null where TensorFlow chose them
 * @param classNames in the order of the classes; null where the data has none
 * @param initialWeights that it began with; null where the network drew its own
 */
public record RunMetadata(
        String data,
        long seed,
        @Nullable Map<String, String> settings,
        @Nullable String device,
        @Nullable String dataKind,
        @Nullable String dataPlace,
        @Nullable String classPath,
        @Nullable String dataSplit,
        @Nullable String skippedSha256,
        @Nullable Integer threads,
        @Nullable List<String> classNames,
        @Nullable SavedInitialWeights initialWeights) {
    /** A longer class path is left out: a manifest with it could not be read. */
    private static final int MOST_CLASS_PATH = 10_000;

    /** Names that are longer, or longer together, are left out for the same reason. */
    private static final int MOST_NAME_CHARS = 10_000;

    private static final int MOST_NAMES_CHARS = 4_000_000;

    /** The setting that names the images to train on. */
    public static final String TRAIN_IMAGES = "training images";

    /** The setting that names the validation images; missing if there are none. */
    public static final String VALIDATION_IMAGES = "validation images";

    /** The setting that names the images to test on. */
    public static final String TEST_IMAGES = "test images";

    /** Copies the settings, in the order of their names. */
    public RunMetadata {
        settings = settings == null ? null : Collections.unmodifiableMap(new TreeMap<>(settings));
        classNames = classNames == null ? null : List.copyOf(classNames);
    }

    /** The metadata of a run whose origin is not known. */
    public RunMetadata(String data, long seed, @Nullable Map<String, String> settings, @Nullable String device) {
        this(data, seed, settings, device, null, null, null, null, null, null, null, null);
    }

    /**
     * The metadata of a run whose origin is not known yet.
     *
     * @param threads that it computes with on the CPU; 0 if TensorFlow chooses them
     * @param skippedSha256 hash of the list of pictures that were left out; null if none may be
     * @param classNames in the order of the classes; empty if they have none. Names that are too long are left out
     */
    public static RunMetadata of(
            String data,
            long seed,
            Map<String, String> settings,
            String device,
            int threads,
            @Nullable String skippedSha256,
            List<String> classNames) {
        boolean kept = !classNames.isEmpty()
                && classNames.stream().allMatch(name -> name.length() <= MOST_NAME_CHARS)
                && classNames.stream().mapToLong(String::length).sum() <= MOST_NAMES_CHARS;
        return new RunMetadata(
                data,
                seed,
                settings,
                device,
                null,
                null,
                null,
                null,
                skippedSha256,
                threads == 0 ? null : (Integer) threads,
                kept ? classNames : null,
                null);
    }

    /** The same, with more settings. */
    public RunMetadata withSettings(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(settings == null ? Map.of() : settings);
        all.putAll(more);
        return new RunMetadata(
                data,
                seed,
                all,
                device,
                dataKind,
                dataPlace,
                classPath,
                dataSplit,
                skippedSha256,
                threads,
                classNames,
                initialWeights);
    }

    /**
     * The same, with where the run's data and class were found.
     *
     * @param path the class path as it was given; null for none
     * @param split which images were cut off; null for none
     */
    public RunMetadata from(String kind, String place, @Nullable String path, @Nullable String split) {
        String kept = path == null || path.length() > MOST_CLASS_PATH ? null : path;
        return new RunMetadata(
                data,
                seed,
                settings,
                device,
                kind,
                place,
                kept,
                split,
                skippedSha256,
                threads,
                classNames,
                initialWeights);
    }

    /** The same, with the weights that it began with; null where the network drew its own. */
    public RunMetadata begunWith(@Nullable SavedInitialWeights weights) {
        return new RunMetadata(
                data,
                seed,
                settings,
                device,
                dataKind,
                dataPlace,
                classPath,
                dataSplit,
                skippedSha256,
                threads,
                classNames,
                weights);
    }
}
