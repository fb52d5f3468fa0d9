package dev.stagecraft.runtime.checkpoint;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a checkpoint says of its run, for a command that is given nothing else. Nothing in it is
 * trusted until it has been compared with what is found.
 *
 * @param checkpoint its folder
 * @param network binary name of the annotated type
 * @param parameters values of all variables, or -1 where they are more than can be counted
 * @param data what the run called its data
 * @param origin where data and class were found; empty in checkpoints of earlier versions
 * @param trainImages that the run learned from; empty in checkpoints of the first format
 * @param testImages that the run was tested on; empty in checkpoints of the first format
 */
public record SavedRun(
        Path checkpoint,
        String network,
        long parameters,
        String data,
        Optional<RunOrigin> origin,
        Optional<SavedImages> trainImages,
        Optional<SavedImages> testImages) {
    static SavedRun of(Path folder, Manifest manifest) {
        RunFacts run = manifest.run();
        return new SavedRun(
                folder,
                manifest.network(),
                parameters(manifest),
                run.data(),
                run.origin(),
                images(run, RunFacts.TRAIN_IMAGES),
                images(run, RunFacts.TEST_IMAGES));
    }

    private static Optional<SavedImages> images(RunFacts run, String setting) {
        return run.settings() == null
                ? Optional.empty()
                : SavedImages.parse(run.settings().get(setting));
    }

    private static long parameters(Manifest manifest) {
        try {
            long all = 0;
            for (Manifest.SavedVariable variable : manifest.variables()) {
                long values = 1;
                for (long dimension : variable.shape()) {
                    values = Math.multiplyExact(values, dimension);
                }
                all = Math.addExact(all, values);
            }
            return all;
        } catch (ArithmeticException e) {
            // No network has as many.
            return -1;
        }
    }
}
