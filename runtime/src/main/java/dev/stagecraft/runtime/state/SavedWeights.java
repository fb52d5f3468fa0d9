package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Chunk;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.io.ForeignText;
import dev.stagecraft.runtime.step.ForwardGraph;
import dev.stagecraft.runtime.step.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The weights in a checkpoint, for a network that only answers: no session takes part. */
public final class SavedWeights {
    private SavedWeights() {}

    /**
     * Reads and checks the weights of a network. What its optimizer kept is checked too, and not held.
     *
     * @param folder the checkpoint's
     * @param manifest the checkpoint's
     * @param network name of the network that they are for
     * @param graph its evaluation
     * @return values of each variable, in row-major order, by name
     * @throws BadInputException where the checkpoint is not whole, or belongs to another network
     */
    public static Map<String, float[]> read(Path folder, Manifest manifest, String network, ForwardGraph graph) {
        requireNetwork(folder, manifest, network, graph);
        Map<String, float[]> values = new HashMap<>();
        for (Variable variable : graph.variables()) {
            values.put(
                    variable.name(), new float[Math.toIntExact(variable.shape().size())]);
        }
        read(folder, manifest, name -> filling(Objects.requireNonNull(values.get(name))));
        return values;
    }

    /**
     * Checks, from its manifest, that a checkpoint belongs to a network.
     *
     * @throws BadInputException if it belongs to another network
     */
    public static void requireNetwork(Path folder, Manifest manifest, String network, ForwardGraph graph) {
        List<Variable> variables = graph.variables().stream()
                .sorted(Comparator.comparing(Variable::name))
                .toList();
        Verification.requireNetwork(folder, manifest, variables);
        Verification.otherNetwork(manifest, network, () -> NetworkFingerprint.ofEvaluation(graph))
                .ifPresent(other -> {
                    throw new BadInputException(
                            folder + " " + other + "; answer with the network that it was saved from ("
                                    + ForeignText.printed(manifest.network()) + ", compiled as it was then)");
                });
    }

    /**
     * Reads and checks the weights of any network. The state of its optimizer is checked too, but not passed on.
     *
     * @param weights receives the values of each variable, in the order of the variables' names. They are known to be
     *     the saved values only after this method has returned
     * @throws BadInputException where the checkpoint is not whole
     */
    public static void read(Path folder, Manifest manifest, Bundle.Takers weights) {
        Set<String> names =
                manifest.variables().stream().map(Manifest.SavedVariable::name).collect(Collectors.toSet());
        Bundle.unread(folder, manifest).read(name -> names.contains(name) ? weights.of(name) : Bundle.NOBODY);
    }

    private static Chunk filling(float[] values) {
        FloatBuffer target = FloatBuffer.wrap(values);
        // A variable begins a piece, and no piece ends within a value.
        return (bytes, count) -> target.put(
                ByteBuffer.wrap(bytes, 0, count).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer());
    }
}
