package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.RunMetadata;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a checkpoint records about its run, for a command that is given only the checkpoint. Nothing in it is trusted
 * until it has been compared with the real data and network.
 *
 * @param checkpoint the folder of the checkpoint
 * @param network binary name of the annotated type
 * @param parameters values of all variables
 * @param data the name of the data in the run
 * @param origin where data and class were found; empty in checkpoints of earlier versions
 * @param skippedSha256 hash of the list of pictures that the run left out, a file in its folder; empty if the run did not
 *     leave out pictures
 * @param threads that the run computed with on the CPU; empty if TensorFlow chose them
 * @param trainImages that the run learned from; empty in checkpoints of the first format
 * @param validationImages that the run was validated on; empty if it had none
 * @param testImages that the run was tested on; empty in checkpoints of the first format
 */
public record SavedRun(
        Path checkpoint,
        String network,
        long parameters,
        String data,
        Optional<RunOrigin> origin,
        Optional<String> skippedSha256,
        OptionalInt threads,
        Optional<SavedImages> trainImages,
        Optional<SavedImages> validationImages,
        Optional<SavedImages> testImages) {
    /** The name of the data in a checkpoint that was not saved by a run. */
    public static final String NO_DATA = "no images";

    /** Whether a run saved the checkpoint. Imported weights have neither a run nor data. */
    public boolean hasData() {
        return !data.equals(NO_DATA) || trainImages.isPresent();
    }

    static SavedRun of(Path folder, Manifest manifest) {
        RunMetadata run = manifest.run();
        return new SavedRun(
                folder,
                manifest.network(),
                parameters(manifest),
                run.data(),
                origin(run),
                Optional.ofNullable(run.skippedSha256()),
                run.threads() == null ? OptionalInt.empty() : OptionalInt.of(run.threads()),
                images(run, RunMetadata.TRAIN_IMAGES),
                images(run, RunMetadata.VALIDATION_IMAGES),
                images(run, RunMetadata.TEST_IMAGES));
    }

    private static Optional<RunOrigin> origin(RunMetadata run) {
        return run.dataKind() == null || run.dataPlace() == null
                ? Optional.empty()
                : Optional.of(new RunOrigin(
                        run.dataKind(),
                        run.dataPlace(),
                        Optional.ofNullable(run.classPath()),
                        Optional.ofNullable(run.dataSplit())));
    }

    private static Optional<SavedImages> images(RunMetadata run, String setting) {
        return run.settings() == null
                ? Optional.empty()
                : SavedImages.parse(run.settings().get(setting));
    }

    /** What was read adds up to the length of a file, so that this fits into 64 bits. */
    private static long parameters(Manifest manifest) {
        return manifest.variables().stream()
                        .mapToLong(Manifest.SavedVariable::bytes)
                        .sum()
                / Float.BYTES;
    }
}
