package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.Newest;
import java.nio.file.Path;

/** Reads information about checkpoints. {@code TrainableNetwork} saves and restores them. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * What a checkpoint records about its run. Only its manifest is read.
     *
     * @param place the folder of a checkpoint, or of a run, whose newest checkpoint is used
     * @throws BadInputException if there is none, or its manifest cannot be read
     */
    public static SavedRun savedRun(Path place) {
        return Newest.of(place, folder -> {
            Manifest manifest = Newest.orOffer(folder, ManifestFile::read, "use that with --checkpoint ");
            return SavedRun.of(folder, manifest);
        });
    }

    /**
     * The checkpoint that answers: one that is named, or of a run the best by validation accuracy, or by test accuracy if it
     * has no validation images, of equally good ones the oldest. If no checkpoint was saved after an evaluation, it is the
     * newest.
     *
     * @param place the folder of a checkpoint, or of a run
     * @throws BadInputException if there is none
     */
    public static Chosen chosen(Path place) {
        return Chosen.of(place).orElseGet(() -> new Chosen(Newest.resolve(place), "the newest of " + place));
    }

    /**
     * Describes a checkpoint by its manifest alone. Its other files are not read; {@link #inspect} reads them.
     *
     * @param checkpoint the folder of a checkpoint
     * @throws BadInputException if its manifest cannot be read
     */
    public static Inspection described(Path checkpoint) {
        return Inspection.of(checkpoint, ManifestFile.read(checkpoint));
    }

    /**
     * Reads and checks all files of a checkpoint and describes them. Its weights are hashed again.
     *
     * @param place the folder of a checkpoint, or of a run, whose newest checkpoint is used
     * @throws BadInputException if there is none, or it is incomplete or corrupt
     */
    public static Inspection inspect(Path place) {
        return Newest.of(place, folder -> {
            Bundle found = Newest.orOffer(
                    folder,
                    checked -> Bundle.open(checked, ManifestFile.read(checked)),
                    "inspect it with --checkpoint ");
            return Inspection.of(folder, found.manifest());
        });
    }
}
