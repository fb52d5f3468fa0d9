package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.graph.NetworkGraph;
import dev.stagecraft.runtime.graph.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The operations of a graph that write its variables, and what its optimiser keeps, to TensorFlow's files and read them
 * back. TensorFlow Java's own saver knows reference variables only, and these are resources.
 */
public final class CheckpointNodes {
    private final NetworkGraph network;
    private final List<Variable> variables;
    private final List<Variable> optimizerVariables;
    private final Operand<TString> prefix;
    private final Op save;
    private final Op restoreWeights;
    private final Op restoreAll;
    private String fingerprint;

    private CheckpointNodes(NetworkGraph network, Ops tf) {
        this.network = network;
        variables = byName(network.variables());
        optimizerVariables = byName(network.optimizerVariables());
        prefix = tf.withName("prefix").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        List<Variable> all =
                Stream.concat(variables.stream(), optimizerVariables.stream()).toList();
        List<Operand<?>> values = new ArrayList<>();
        all.forEach(variable -> values.add(variable.value()));
        save = tf.withName("save").train.save(prefix, names(tf, "all", all), wholes(tf, "all", all), values);
        restoreWeights = restore(tf, "weights", variables);
        restoreAll = optimizerVariables.isEmpty() ? restoreWeights : restore(tf, "state", all);
    }

    /** Adds the operations to a graph; to be done once, before its session. */
    public static CheckpointNodes addTo(NetworkGraph network) {
        return new CheckpointNodes(network, Ops.create(network.graph()).withSubScope("checkpoint"));
    }

    private static List<Variable> byName(List<Variable> variables) {
        return variables.stream().sorted(Comparator.comparing(Variable::name)).toList();
    }

    private static Operand<TString> names(Ops tf, String what, List<Variable> variables) {
        return tf.withName(what + ".names")
                .array(variables.stream().map(Variable::name).toArray(String[]::new));
    }

    private static Operand<TString> wholes(Ops tf, String what, List<Variable> variables) {
        return tf.withName(what + ".slices")
                .array(variables.stream().map(variable -> "").toArray(String[]::new));
    }

    private Op restore(Ops tf, String what, List<Variable> wanted) {
        List<Class<? extends TType>> types = new ArrayList<>();
        wanted.forEach(variable -> types.add(TFloat32.class));
        Restore read = tf.withName(what + ".restore")
                .train
                .restore(prefix, names(tf, what, wanted), wholes(tf, what, wanted), types);
        List<Op> assignments = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            Variable variable = wanted.get(i);
            assignments.add(tf.withName(what + ".assign." + variable.name().replace('/', '.'))
                    .assignVariableOp(variable.handle(), read.tensors().get(i)));
        }
        return tf.withControlDependencies(assignments)
                .withName(what + ".restored")
                .noOp();
    }

    /** See {@link NetworkFingerprint}; it takes a walk over the whole graph, once. */
    String fingerprint() {
        if (fingerprint == null) {
            fingerprint = NetworkFingerprint.of(network);
        }
        return fingerprint;
    }

    /** The variables, in name order. */
    List<Variable> variables() {
        return variables;
    }

    /** What the optimiser keeps, in name order. */
    List<Variable> optimizerVariables() {
        return optimizerVariables;
    }

    /** Writes {@code <prefix>.index} and {@code <prefix>.data-00000-of-00001}. */
    void save(Session session, String path) {
        run(session, path, save);
    }

    /** Reads the files of that prefix into the variables. */
    void restoreWeights(Session session, String path) {
        run(session, path, restoreWeights);
    }

    /** Reads the files of that prefix into the variables and what the optimiser keeps. */
    void restoreAll(Session session, String path) {
        run(session, path, restoreAll);
    }

    private void run(Session session, String path, Op target) {
        try (TString fed = TString.scalarOf(path)) {
            session.runner().feed(prefix, fed).addTarget(target).run().close();
        }
    }

    /** One SHA-256 over all weights, little-endian, in name order, and whether all of them are numbers. */
    public WeightsHash weights(Session session) {
        return values(session, variables);
    }

    /** As {@link #weights}, over what the optimiser keeps. */
    WeightsHash optimizerState(Session session) {
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
