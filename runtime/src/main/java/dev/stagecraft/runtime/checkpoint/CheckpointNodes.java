package dev.stagecraft.runtime.checkpoint;

import dev.stagecraft.runtime.graph.NetworkGraph;
import dev.stagecraft.runtime.graph.Variable;
import dev.stagecraft.runtime.io.Sha256;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Restore;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The operations of a graph that write its variables to TensorFlow's files and read them back. TensorFlow Java's own
 * saver knows reference variables only, and these are resources.
 */
public final class CheckpointNodes {
    private final List<Variable> variables;
    private final Operand<TString> prefix;
    private final Op save;
    private final Op restore;

    private CheckpointNodes(List<Variable> variables, Ops tf) {
        this.variables = variables;
        prefix = tf.withName("prefix").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        String[] names = variables.stream().map(Variable::name).toArray(String[]::new);
        Operand<TString> nameList = tf.withName("names").array(names);
        String[] wholes = variables.stream().map(variable -> "").toArray(String[]::new);
        Operand<TString> slices = tf.withName("slices").array(wholes);
        List<Operand<?>> values = new ArrayList<>();
        List<Class<? extends TType>> types = new ArrayList<>();
        for (Variable variable : variables) {
            values.add(variable.value());
            types.add(TFloat32.class);
        }
        save = tf.withName("save").train.save(prefix, nameList, slices, values);
        Restore read = tf.withName("restore").train.restore(prefix, nameList, slices, types);
        List<Op> assignments = new ArrayList<>();
        for (int i = 0; i < variables.size(); i++) {
            Variable variable = variables.get(i);
            assignments.add(tf.withName("assign." + variable.name().replace('/', '.'))
                    .assignVariableOp(variable.handle(), read.tensors().get(i)));
        }
        restore = tf.withControlDependencies(assignments).withName("restored").noOp();
    }

    /** Adds the operations to a graph; to be done once, before its session. */
    public static CheckpointNodes addTo(NetworkGraph network) {
        List<Variable> byName = network.variables().stream()
                .sorted(Comparator.comparing(Variable::name))
                .toList();
        return new CheckpointNodes(byName, Ops.create(network.graph()).withSubScope("checkpoint"));
    }

    /** The variables, in name order. */
    List<Variable> variables() {
        return variables;
    }

    /** Writes {@code <prefix>.index} and {@code <prefix>.data-00000-of-00001}. */
    void save(Session session, String path) {
        run(session, path, save);
    }

    /** Reads the files of that prefix into the variables. */
    void restore(Session session, String path) {
        run(session, path, restore);
    }

    private void run(Session session, String path, Op target) {
        try (TString fed = TString.scalarOf(path)) {
            session.runner().feed(prefix, fed).addTarget(target).run().close();
        }
    }

    /** One SHA-256 over all weights, little-endian, in name order, in hexadecimal. */
    public String weightsSha256(Session session) {
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        try (Result values = runner.run()) {
            Sha256 hash = new Sha256();
            for (int i = 0; i < values.size(); i++) {
                ByteDataBuffer data = ((TFloat32) values.get(i)).asRawTensor().data();
                byte[] bytes = new byte[Math.toIntExact(data.size())];
                // Every platform that TensorFlow Java runs on is little-endian.
                data.read(bytes);
                hash.add(bytes, 0, bytes.length);
            }
            return hash.hex();
        }
    }
}
