package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.Manifest;
import java.nio.file.Path;

/** What is told of a checkpoint, for tests that measure what reading its files takes. */
public final class Inspected {
    private Inspected() {}

    public static Inspection of(Path folder, Manifest manifest) {
        return Inspection.of(folder, manifest);
    }
}
