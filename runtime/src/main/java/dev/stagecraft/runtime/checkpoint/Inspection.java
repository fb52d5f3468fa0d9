package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.bundle.Manifest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a checkpoint tells.
 *
 * @param checkpoint its folder
 * @param formatVersion of the folder
 * @param network binary name of the annotated type
 * @param step training steps done
 * @param epoch epochs done whole
 * @param batch steps done of the epoch that follows
 * @param data what the run calls its data
 * @param seed of the run
 * @param learningRate of the step that follows
 * @param settings of the run, by name
 * @param metrics of the epoch that had just been evaluated
 * @param runtimeVersion that wrote it
 * @param tensorFlowVersion that wrote it
 * @param javaVersion that wrote it
 * @param networkFingerprint of the graph that the weights were trained in
 * @param weightsSha256 over all values of the variables, float32 and little-endian, in name order
 * @param variables in name order, with shapes
 * @param optimizerVariables in name order, with shapes
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
        Map<String, Double> metrics,
        String runtimeVersion,
        String tensorFlowVersion,
        String javaVersion,
        String networkFingerprint,
        String weightsSha256,
        List<SavedTensor> variables,
        List<SavedTensor> optimizerVariables) {
    /** A variable as it was saved. */
    public record SavedTensor(String name, List<Long> shape) {}

    /** Of a checkpoint whose files were found whole. */
    static Inspection of(Path folder, Manifest manifest) {
        boolean whole = manifest.isResumable();
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
                whole ? manifest.run().settings() : Map.of(),
                whole ? new TreeMap<>(manifest.metrics()) : Map.of(),
                manifest.runtimeVersion(),
                manifest.tensorFlowVersion(),
                manifest.javaVersion(),
                manifest.networkFingerprint(),
                manifest.weightsSha256(),
                tensors(manifest.variables()),
                tensors(manifest.optimizerVariables()));
    }

    private static List<SavedTensor> tensors(List<Manifest.SavedVariable> variables) {
        return variables.stream()
                .map(variable -> new SavedTensor(variable.name(), variable.shape()))
                .toList();
    }
}
