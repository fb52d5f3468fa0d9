package dev.stagecraft.runtime.state;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Chunk;
import dev.stagecraft.runtime.bundle.Manifest;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.io.EnginePath;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * The operations of a graph that write its variables, and what its optimizer keeps, to TensorFlow's files. Values that were
 * read from such files are fed to the variables' {@linkplain NetworkGraph#assignment assignments}. TensorFlow Java's own
 * saver knows reference variables only, and these are resources.
 */
public final class CheckpointNodes {
    private static final String RESTORING = "giving the variables the values that were read";

    private final NetworkGraph network;
    private final Supplier<NetworkGraph> older;
    private final List<Variable> variables;
    private final List<Variable> optimizerVariables;
    private @Nullable Saving saving;
    private @Nullable String fingerprint;
    private @Nullable String olderFingerprint;
    private @Nullable String evaluationFingerprint;
    private boolean planKnown;
    private @Nullable String plan;

    private CheckpointNodes(NetworkGraph network, Supplier<NetworkGraph> older) {
        this.network = network;
        this.older = older;
        variables = byName(network.variables());
        optimizerVariables = byName(network.optimizerVariables());
    }

    /**
     * The operations for a graph. Those that save are added by {@link #complete}, before something is saved or restored.
     *
     * @param older builds the graph of earlier versions, which resized images in it
     */
    public static CheckpointNodes of(NetworkGraph network, Supplier<NetworkGraph> older) {
        return new CheckpointNodes(network, older);
    }

    /**
     * What writes all variables.
     *
     * @param prefix of the files, fed as a scalar
     */
    private record Saving(Operand<TString> prefix, Op run) {}

    /**
     * Adds what a step does not need, all at once: evaluation, and what saves. TensorFlow goes over the whole graph again
     * after something was added. Later calls add nothing.
     */
    public void complete() {
        network.evaluation();
        saving();
    }

    private Saving saving() {
        Saving known = saving;
        if (known == null) {
            Ops tf = network.checkpoint();
            Operand<TString> prefix =
                    tf.withName("prefix").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
            List<Variable> all = all();
            List<Operand<?>> values = new ArrayList<>();
            all.forEach(variable -> values.add(variable.value()));
            known = new Saving(prefix, tf.withName("save").train.save(prefix, names(tf, all), wholes(tf, all), values));
            saving = known;
        }
        return known;
    }

    private static List<Variable> byName(List<Variable> variables) {
        return variables.stream().sorted(Comparator.comparing(Variable::name)).toList();
    }

    private List<Variable> all() {
        return Stream.concat(variables.stream(), optimizerVariables.stream()).toList();
    }

    private static Operand<TString> names(Ops tf, List<Variable> variables) {
        return tf.withName("all.names")
                .array(variables.stream().map(Variable::name).toArray(String[]::new));
    }

    private static Operand<TString> wholes(Ops tf, List<Variable> variables) {
        return tf.withName("all.slices")
                .array(variables.stream().map(variable -> "").toArray(String[]::new));
    }

    /** Gives a variable another value. */
    private void give(Session.Runner runner, Variable variable, Tensor value) {
        runner.feed(variable.given(), value).addTarget(network.assignment(variable));
    }

    /** See {@link NetworkFingerprint}; it takes a walk over the whole graph, once. */
    String fingerprint() {
        if (fingerprint == null) {
            fingerprint = NetworkFingerprint.of(network);
        }
        return fingerprint;
    }

    /** Whether weights were trained in this graph, or in the one of an earlier version that differs by resizing alone. */
    boolean isGraphOf(Manifest manifest) {
        String saved = manifest.networkFingerprint();
        return fingerprint().equals(saved)
                || (manifest.resizing().isEmpty() && olderFingerprint().equals(saved));
    }

    private String olderFingerprint() {
        String known = olderFingerprint;
        if (known == null) {
            try (NetworkGraph built = older.get()) {
                known = NetworkFingerprint.of(built);
            }
            olderFingerprint = known;
        }
        return known;
    }

    /** See {@link NetworkFingerprint#ofEvaluation}; it takes a walk over the whole graph, once. */
    public String evaluationFingerprint() {
        if (evaluationFingerprint == null) {
            evaluationFingerprint = NetworkFingerprint.ofEvaluation(network);
        }
        return evaluationFingerprint;
    }

    /** One SHA-256 over what the network was declared to compute; empty where it does not tell. */
    Optional<String> plan() {
        if (!planKnown) {
            plan = network.planSha256().orElse(null);
            planKnown = true;
        }
        return Optional.ofNullable(plan);
    }

    /** The variables, in name order. */
    List<Variable> variables() {
        return variables;
    }

    /** The shapes of the variables by their names. */
    public Map<String, List<Long>> shapes() {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        network.variables()
                .forEach(variable -> shapes.put(
                        variable.name(), Verification.describe(variable).shape()));
        return shapes;
    }

    /** What the optimizer keeps, in name order. */
    List<Variable> optimizerVariables() {
        return optimizerVariables;
    }

    /**
     * Writes {@code variables.index} and {@code variables.data-00000-of-00001} into a folder that is there.
     *
     * @throws IOException where the folder cannot be found
     */
    void save(Session session, Path folder) throws IOException {
        try (TString fed = EnginePath.in(folder, Bundle.PREFIX)) {
            Saving nodes = saving();
            session.runner()
                    .feed(nodes.prefix(), fed)
                    .addTarget(nodes.run())
                    .run()
                    .close();
        }
    }

    /**
     * Gives the variables the values of a checkpoint of this network.
     *
     * @throws BadInputException where its data can no longer be read; no variable has changed then
     * @throws RunFailedException where TensorFlow has no memory for them
     */
    void restoreWeights(Session session, Bundle saved) {
        TensorFlowCalls.run(RESTORING, () -> restore(session, saved, variables));
    }

    /**
     * Gives some variables other values.
     *
     * @param given by the names of the variables, in row-major order; variables that are not named keep their values
     * @throws RunFailedException where TensorFlow has no memory for them
     */
    public void assign(Session session, Map<String, float[]> given) {
        TensorFlowCalls.run(RESTORING, () -> assignNow(session, given));
    }

    /** All in one run, as in {@link #restore}: those that keep their values are given them again. */
    private void assignNow(Session session, Map<String, float[]> given) {
        complete();
        List<TFloat32> values = new ArrayList<>();
        Session.Runner keeping = session.runner();
        List<Variable> kept = variables.stream()
                .filter(variable -> !given.containsKey(variable.name()))
                .toList();
        kept.forEach(variable -> keeping.fetch(variable.value()));
        try (Result before = kept.isEmpty() ? null : keeping.run()) {
            Session.Runner runner = session.runner();
            for (int i = 0; i < kept.size(); i++) {
                give(runner, kept.get(i), Objects.requireNonNull(before).get(i));
            }
            for (Variable variable : variables) {
                float[] wanted = given.get(variable.name());
                if (wanted != null) {
                    TFloat32 value = TFloat32.tensorOf(variable.shape(), DataBuffers.of(wanted, true, false));
                    values.add(value);
                    give(runner, variable, value);
                }
            }
            runner.run().close();
        } finally {
            values.forEach(TFloat32::close);
        }
    }

    /** As {@link #restoreWeights}, and what the optimizer keeps too. */
    void restoreAll(Session session, Bundle saved) {
        TensorFlowCalls.run(RESTORING, () -> restore(session, saved, all()));
    }

    /** All in one run: TensorFlow prepares its whole graph anew for each other set of tensors that it is given. */
    private void restore(Session session, Bundle saved, List<Variable> wanted) {
        complete();
        Map<String, TFloat32> values = new HashMap<>();
        try {
            for (Variable variable : wanted) {
                values.put(variable.name(), TFloat32.tensorOf(variable.shape()));
            }
            saved.read(name -> values.containsKey(name) ? filling(values.get(name)) : Bundle.NOBODY);
            Session.Runner runner = session.runner();
            wanted.forEach(variable -> give(runner, variable, Objects.requireNonNull(values.get(variable.name()))));
            runner.run().close();
        } finally {
            values.values().forEach(TFloat32::close);
        }
    }

    private static Chunk filling(TFloat32 tensor) {
        ByteDataBuffer data = tensor.asRawTensor().data();
        long[] at = {0};
        return (bytes, count) -> {
            // Every platform that TensorFlow Java runs on is little-endian.
            data.offset(at[0]).write(bytes, 0, count);
            at[0] += count;
        };
    }

    /** One SHA-256 over all weights, little-endian, in name order, and whether all of them are numbers. */
    public WeightsHash weights(Session session) {
        return values(session, variables);
    }

    /** As {@link #weights}, over what the optimizer keeps. */
    WeightsHash optimizerState(Session session) {
        complete();
        return values(session, optimizerVariables);
    }

    private static WeightsHash values(Session session, List<Variable> wanted) {
        if (wanted.isEmpty()) {
            return WeightsHash.of(List.of());
        }
        Session.Runner runner = session.runner();
        wanted.forEach(variable -> runner.fetch(variable.value()));
        try (Result values = runner.run()) {
            List<TFloat32> tensors = new ArrayList<>();
            for (int i = 0; i < values.size(); i++) {
                tensors.add((TFloat32) values.get(i));
            }
            return WeightsHash.of(tensors);
        }
    }
}
