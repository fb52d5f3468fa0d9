package dev.stagecraft.runtime.bundle;

import org.jspecify.annotations.Nullable;

/**
 * The weights that a run began with, as manifests store them.
 *
 * @param file the name of the file, or of the folder of the checkpoint, without its path
 * @param sha256 of the file; of a checkpoint, of its weights
 * @param license as the weights came with it; null if they came without one
 */
public record SavedInitialWeights(
        String file, String sha256, @Nullable String license) {}
