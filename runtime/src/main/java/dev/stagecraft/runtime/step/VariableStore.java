package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.Initializer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** The variables of one graph: each is made when it is first asked for, and shared from then on. */
final class VariableStore {
    private final Graph graph;
    private final Ops tf;
    private final Ops initial;
    private final long seed;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<Output<?>> firsts = new HashSet<>();

    VariableStore(Graph graph, Ops tf, long seed) {
        this.graph = graph;
        this.tf = tf;
        this.initial = tf.withSubScope("initial");
        this.seed = seed;
    }

    Variable get(String name, boolean trainable, Initializer initializer, long... dims) {
        Variable known = variables.computeIfAbsent(name, key -> create(key, trainable, initializer, dims));
        if (!known.shape().equals(Shape.of(dims))) {
            throw new IllegalStateException(name + " has the shape " + known.shape()
                    + " and was requested again with the shape " + Shape.of(dims));
        }
        if (known.trainable() != trainable) {
            throw new IllegalStateException(name + " is " + (trainable ? "not trainable" : "trainable")
                    + " and was requested again as the opposite");
        }
        return known;
    }

    List<Variable> all() {
        return new ArrayList<>(variables.values());
    }

    private Variable create(String name, boolean trainable, Initializer initializer, long[] dims) {
        Shape shape = Shape.of(dims);
        // Ops would make such a name unique by a suffix and refuse its slashes; a variable's name is a contract.
        Output<?> handle = graph.opBuilder("VarHandleOp", name, tf.scope())
                .setAttr("dtype", DataType.DT_FLOAT)
                .setAttr("shape", shape)
                .setAttr("shared_name", name)
                .build()
                .output(0);
        Output<TFloat32> value = graph.opBuilder("ReadVariableOp", name + "/read", tf.scope())
                .addInput(handle)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build()
                .output(0);
        return new Variable(name, shape, trainable, handle, value, first(name, initializer, dims));
    }

    /** No two variables share a first value, because restoring feeds another value in its place. */
    private Operand<TFloat32> first(String name, Initializer initializer, long[] dims) {
        String node = name.replace('/', '.');
        Operand<TFloat32> first = initializer.value(initial, node, dims, seedOf(name));
        return firsts.add(first.asOutput())
                ? first
                : initial.withName(node + ".own").identity(first);
    }

    /** A stable hash, so that what is drawn for a name depends on the run's seed and that name alone. */
    long[] seedOf(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(seed + ":" + name));
        return new long[] {bytes.getLong(), bytes.getLong()};
    }
}
