package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.bundle.SavedInitialWeights;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a checkpoint.
 *
 * @param checkpoint its folder
 * @param formatVersion of the folder
 * @param network binary name of the annotated type
 * @param step training steps done
 * @param epoch epochs completed
 * @param batch steps done in the unfinished epoch
 * @param data the name of the data in the run
 * @param seed of the run
 * @param learningRate of the next step
 * @param settings of the run, by name
 * @param initialWeights that the run began with; null if the network drew its own
 * @param metrics of the epoch that had just been evaluated
 * @param runtimeVersion that wrote it; null in format 1
 * @param tensorFlowVersion that wrote it; null in format 1
 * @param javaVersion that wrote it; null in format 1
 * @param networkFingerprint of the graph that the weights were trained in; null in format 1
 * @param weightsSha256 over all values of the variables, as little-endian float32, in the order of their names
 * @param variables in the order of their names, with shapes
 * @param optimizerVariables in the order of their names, with shapes
 */
public record Inspection(
        String checkpoint,
        int formatVersion,
        String network,
        long step,
        int epoch,
        int batch,
        String data,
        long seed,
        double learningRate,
        Map<String, String> settings,
        @Nullable BegunWith initialWeights,
        Map<String, Double> metrics,
        @Nullable String runtimeVersion,
        @Nullable String tensorFlowVersion,
        @Nullable String javaVersion,
        @Nullable String networkFingerprint,
        String weightsSha256,
        List<SavedTensor> variables,
        List<SavedTensor> optimizerVariables) {
    /** A variable as it was saved. */
    public record SavedTensor(String name, List<Long> shape) {}

    /**
     * The weights that a run began with.
     *
     * @param file the name of the file, or of the folder of the checkpoint
     * @param sha256 of the file; of a checkpoint, of its weights
     * @param license as it came with them; null if they came without one
     */
    public record BegunWith(
            String file, String sha256, @Nullable String license) {}

    /** Of a checkpoint, as its manifest has it. */
    static Inspection of(Path folder, Manifest manifest) {
        Map<String, String> settings = manifest.run().settings();
        Map<String, Double> metrics = manifest.metrics();
        return new Inspection(
                folder.toString(),
                manifest.formatVersion(),
                manifest.network(),
                manifest.position().step(),
                manifest.position().epochs(),
                manifest.position().batches(),
                manifest.run().data(),
                manifest.run().seed(),
                manifest.learningRate(),
                settings == null ? Map.of() : settings,
                begunWith(manifest.run().initialWeights()),
                metrics == null ? Map.of() : new TreeMap<>(metrics),
                manifest.runtimeVersion(),
                manifest.tensorFlowVersion(),
                manifest.javaVersion(),
                manifest.networkFingerprint(),
                manifest.weightsSha256(),
                tensors(manifest.variables()),
                tensors(manifest.optimizerVariables()));
    }

    private static @Nullable BegunWith begunWith(@Nullable SavedInitialWeights saved) {
        return saved == null ? null : new BegunWith(saved.file(), saved.sha256(), saved.license());
    }

    private static List<SavedTensor> tensors(List<Manifest.SavedVariable> variables) {
        return variables.stream()
                .map(variable -> new SavedTensor(variable.name(), variable.shape()))
                .toList();
    }
}
