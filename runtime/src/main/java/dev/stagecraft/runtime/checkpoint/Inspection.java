package dev.stagecraft.runtime.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

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
        String found = read(folder, manifest);
        requireHash(folder, manifest, found);
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
                found,
                tensors(manifest.variables()),
                whole ? tensors(manifest.optimizerVariables()) : List.of());
    }

    private static List<SavedTensor> tensors(List<Manifest.SavedVariable> variables) {
        return variables.stream()
                .map(variable -> new SavedTensor(variable.name(), variable.shape()))
                .toList();
    }

    /** No network is needed: TensorFlow reads the variables by the names and shapes that were saved. */
    private static String read(Path folder, Manifest manifest) {
        List<Manifest.SavedVariable> saved = manifest.variables().stream()
                .sorted(Comparator.comparing(Manifest.SavedVariable::name))
                .toList();
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            List<Class<? extends TType>> types = new ArrayList<>();
            saved.forEach(variable -> types.add(TFloat32.class));
            Restore restore = tf.train.restore(
                    tf.constant(
                            folder.resolve(Checkpoints.PREFIX).toAbsolutePath().toString()),
                    tf.array(saved.stream().map(Manifest.SavedVariable::name).toArray(String[]::new)),
                    tf.array(saved.stream().map(variable -> "").toArray(String[]::new)),
                    types);
            Session.Runner runner = session.runner();
            restore.tensors().forEach(runner::fetch);
            try (Result values = runner.run()) {
                List<TFloat32> tensors = new ArrayList<>();
                for (int i = 0; i < values.size(); i++) {
                    tensors.add((TFloat32) values.get(i));
                    requireShape(folder, saved.get(i), tensors.get(i));
                }
                return WeightsHash.of(tensors).sha256();
            }
        } catch (TensorFlowException e) {
            throw ManifestFile.broken(folder, "TensorFlow cannot read it (" + e.getMessage() + ")", e);
        }
    }

    private static void requireShape(Path folder, Manifest.SavedVariable saved, TFloat32 found) {
        List<Long> shape = Arrays.stream(found.shape().asArray()).boxed().toList();
        if (!shape.equals(saved.shape())) {
            throw ManifestFile.broken(
                    folder,
                    saved.name() + " is " + shape + " in its files and " + saved.shape() + " in its manifest",
                    null);
        }
    }

    static void requireHash(Path folder, Manifest manifest, String found) {
        if (!found.equals(manifest.weightsSha256())) {
            throw ManifestFile.broken(
                    folder,
                    "its weights have the SHA-256 " + found + ", " + manifest.weightsSha256() + " were saved",
                    null);
        }
    }
}
