package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Chosen;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.FrozenGraph;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.state.SavedWeights;
import dev.stagecraft.runtime.step.EvaluationGraph;
import dev.stagecraft.runtime.step.Variable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/** A network with the weights of a checkpoint in Java's memory, for whoever writes them in another format. */
public final class TrainedNetwork {
    private final Chosen chosen;
    private final Inspection inspection;
    private final Network network;
    private final Preprocessing preprocessing;
    private final List<String> classNames;
    private final String weightsSha256;
    private final List<Weight> weights;
    private final FrozenNetwork frozen;

    private TrainedNetwork(Chosen chosen, Manifest manifest, Network network) {
        this.chosen = chosen;
        inspection = Checkpoints.described(chosen.checkpoint());
        this.network = network;
        preprocessing = LoadedNetwork.preprocessing(manifest, network);
        classNames = List.copyOf(LoadedNetwork.classNames(chosen.checkpoint(), manifest, network));
        weightsSha256 = manifest.weightsSha256();
        try (EvaluationGraph graph =
                TensorFlowCalls.get("building the graph of " + network.name(), () -> EvaluationGraph.build(network))) {
            Map<String, float[]> values = SavedWeights.read(chosen.checkpoint(), manifest, network.name(), graph);
            weights = graph.variables().stream()
                    .map(variable -> weight(variable, values))
                    .toList();
            frozen = TensorFlowCalls.get("freezing " + network.name(), () -> frozen(graph, values));
        }
    }

    private static Weight weight(Variable variable, Map<String, float[]> values) {
        return new Weight(variable.name(), variable.shape(), Objects.requireNonNull(values.get(variable.name())));
    }

    private static FrozenNetwork frozen(EvaluationGraph source, Map<String, float[]> values) {
        Function<String, float[]> weights = name -> Objects.requireNonNull(values.get(name));
        FrozenGraph graph = FrozenGraph.of(source, variable -> weights.apply(variable.name()));
        return new FrozenNetwork(
                graph.definition(weights),
                graph.shapes(),
                graph.name(source.floats()),
                graph.name(source.logits()),
                graph.features(source.logits()));
    }

    /** Opens a session in some precision. */
    private interface Opening {
        ServingSession of(String name, EvaluationGraph graph, WeightTensors weights);
    }

    /**
     * A variable's values.
     *
     * @param name such as {@code stage2/block1/conv1/kernel}
     * @param shape of a kernel HWIO
     * @param values in row-major order; they belong to the network and must not be changed
     */
    @SuppressWarnings("ArrayRecordComponent") // Weights are large, and nobody compares two records.
    public record Weight(String name, Shape shape, float[] values) {}

    /**
     * Loads a network. Its class is looked for by the name in the checkpoint.
     *
     * @param checkpoint the folder of a checkpoint, or of a run, whose best checkpoint is used, else its newest; see {@link
     *     #chosen}
     * @param classes where the class is looked for
     * @throws BadInputException if there is no checkpoint, it is incomplete or corrupt, the class is missing, or the class
     *     is another network than the one that was saved
     */
    public static TrainedNetwork load(Path checkpoint, ClassLoader classes) {
        return LoadedNetwork.read(
                checkpoint,
                (folder, manifest) -> SavedNetwork.find(folder, manifest, Optional.of(classes)),
                TrainedNetwork::new);
    }

    /** As {@link #load(Path, ClassLoader)}, with the network that the checkpoint was saved from. */
    public static TrainedNetwork load(Path checkpoint, Network network) {
        return LoadedNetwork.read(checkpoint, (folder, manifest) -> network, TrainedNetwork::new);
    }

    /** The checkpoint that was loaded, and why that one. */
    public Chosen chosen() {
        return chosen;
    }

    /** What the checkpoint says about itself and its run. */
    public Inspection inspection() {
        return inspection;
    }

    /** The network, without weights. */
    public Network network() {
        return network;
    }

    /** What is done to an image before the network gets it, with the resizing that the weights were saved with. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /** Names of the classes in order; their indices if they have no names. */
    public List<String> classNames() {
        return classNames;
    }

    /** The hash over all values of the variables, as the checkpoint's manifest has it, in hexadecimal. */
    public String weightsSha256() {
        return weightsSha256;
    }

    /** All variables, in the order of the network: those that training changes, moving means and moving variances. */
    public List<Weight> weights() {
        return weights;
    }

    /** The bytes of all variables as float32. */
    public long weightBytes() {
        return weights.stream()
                .mapToLong(weight -> (long) weight.values().length * Float.BYTES)
                .sum();
    }

    /** What the network computes with these weights in evaluation. */
    public FrozenNetwork frozen() {
        return frozen;
    }

    /** Whether the network was declared to end in features, so that its head was added in code. */
    public boolean endsInFeatures() {
        return LayerTable.of(network).map(table -> table.classes() == 0).orElse(false);
    }

    /** The network as a graph that can be trained further. Each call builds it anew. */
    public TrainableGraph trainable() {
        return TensorFlowCalls.get(
                "building the training graph of " + network.name(),
                () -> TrainableGraph.of(network, preprocessing, frozen.features()));
    }

    /**
     * Opens the network on the CPU. The caller closes the session.
     *
     * @throws dev.stagecraft.runtime.RunFailedException if memory runs out
     */
    public LogitsSession open() {
        return openWith(values());
    }

    /**
     * As {@link #open}, with convolutions in bfloat16, as a {@link Classifier} answers in that precision.
     *
     * @throws BadInputException if this processor has no instructions for bfloat16, or oneDNN does not work here
     */
    public LogitsSession openInBfloat16() {
        return open(values(), ServingSession::openInBfloat16);
    }

    /**
     * As {@link #open}, with other weights.
     *
     * @param values of each variable, in row-major order, by name
     */
    public LogitsSession openWith(Map<String, float[]> values) {
        return open(values, (name, graph, tensors) -> ServingSession.open(name, graph, tensors, false));
    }

    private Map<String, float[]> values() {
        return weights.stream().collect(Collectors.toMap(Weight::name, Weight::values));
    }

    private LogitsSession open(Map<String, float[]> values, Opening opening) {
        String name = network.name();
        try (EvaluationGraph graph =
                        TensorFlowCalls.get("building the graph of " + name, () -> EvaluationGraph.build(network));
                WeightTensors tensors = WeightTensors.of(graph.variables(), values)) {
            return new LogitsSession(name, preprocessing, opening.of(name, graph, tensors));
        }
    }
}
