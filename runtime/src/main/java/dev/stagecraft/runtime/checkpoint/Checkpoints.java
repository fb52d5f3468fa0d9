package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.ManifestFile;
import dev.stagecraft.runtime.bundle.Newest;
import java.nio.file.Path;

/** Reads what checkpoints tell; {@code TrainableNetwork} saves and restores them. */
public final class Checkpoints {
    private Checkpoints() {}

    /**
     * What a checkpoint says about its run, from its manifest alone.
     *
     * @param place a checkpoint's folder, or a run's, whose newest checkpoint is taken
     * @throws BadInputException where there is none, or its manifest cannot be read
     */
    public static SavedRun savedRun(Path place) {
        return Newest.of(place, folder -> {
            Manifest manifest = Newest.orOffer(folder, ManifestFile::read, "take that with --checkpoint ");
            return SavedRun.of(folder, manifest);
        });
    }

    /**
     * What a checkpoint tells, from its own files alone; its weights are read and hashed anew.
     *
     * @param place a checkpoint's folder, or a run's, whose newest checkpoint is taken
     * @throws BadInputException where there is none or it is not whole
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
