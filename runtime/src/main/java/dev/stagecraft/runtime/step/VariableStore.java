package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.Initializer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** In values. */
    private static final long SMALL = 1024;

    private static final String CALL = "value(Ops, String, long[], long[])";

    private final Graph graph;
    private final Ops tf;
    private final Ops initial;
    private final Optional<Ops> apart;
    private final long seed;
    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Set<Output<?>> firsts = new HashSet<>();
    private final Map<Initializer, Map<Shape, Operand<TFloat32>>> shared = new HashMap<>();

    /** Variables have first values of their own in the graph. */
    VariableStore(Graph graph, Ops tf, long seed) {
        this(graph, tf, seed, Optional.empty());
    }

    /** @param apart where random first values are computed; if there is such a place, variables share fixed first values */
    VariableStore(Graph graph, Ops tf, long seed, Optional<InitialGraph> apart) {
        this.graph = graph;
        this.tf = tf;
        this.initial = tf.withSubScope("initial");
        this.apart = apart.map(InitialGraph::tf);
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
        Later<Operand<TFloat32>> reading = new Later<>(() -> reading(name, handle));
        if (apart.isEmpty()) {
            reading.get();
            Operand<TFloat32> first = own(name, value(initial, name, initializer, dims));
            return new Variable(name, shape, trainable, handle, reading, first, Variable.Place.OWN);
        }
        if (initializer.isSameForAllNames()) {
            Operand<TFloat32> first = ofItsOwnMemory(name, shared(initializer, shape, name));
            return new Variable(name, shape, trainable, handle, reading, first, Variable.Place.SHARED);
        }
        Operand<TFloat32> first = value(apart.get(), name, initializer, dims);
        return new Variable(name, shape, trainable, handle, reading, first, Variable.Place.APART);
    }

    private Output<TFloat32> reading(String name, Output<?> handle) {
        return graph.opBuilder("ReadVariableOp", name + "/read", tf.scope())
                .addInput(handle)
                .setAttr("dtype", DataType.DT_FLOAT)
                .build()
                .output(0);
    }

    private Operand<TFloat32> value(Ops place, String name, Initializer initializer, long[] dims) {
        Operand<TFloat32> found = UserCalls.get(
                initializer, CALL, () -> initializer.value(place, Variable.node(name), dims, seedOf(name)));
        if (!found.op().env().equals(place.scope().env())) {
            throw UserCalls.wrong(
                    initializer,
                    CALL,
                    found.op().name() + ", which belongs to another graph",
                    "what the given Ops has added");
        }
        if (!found.shape().isCompatibleWith(Shape.of(dims))) {
            throw UserCalls.wrong(
                    initializer, CALL, "a value of shape " + found.shape(), "one of shape " + Shape.of(dims));
        }
        return found;
    }

    private Operand<TFloat32> shared(Initializer initializer, Shape shape, String name) {
        Map<Shape, Operand<TFloat32>> ofInitializer = shared.computeIfAbsent(initializer, key -> new HashMap<>());
        Operand<TFloat32> known = ofInitializer.get(shape);
        if (known == null) {
            known = value(initial, name, initializer, shape.asArray());
            ofInitializer.put(shape, known);
        }
        return known;
    }

    /**
     * A variable that shares the memory of its first value gets memory of its own when it first changes. For a large one, that
     * would be in the middle of what a step needs for a moment only, which would then take more memory.
     */
    private Operand<TFloat32> ofItsOwnMemory(String name, Operand<TFloat32> shared) {
        return shared.shape().size() <= SMALL
                ? shared
                : initial.withName(Variable.node(name) + ".own").deepCopy(shared);
    }

    /** No two variables have one first value of their own, because restoring feeds another value in its place. */
    private Operand<TFloat32> own(String name, Operand<TFloat32> first) {
        return firsts.add(first.asOutput())
                ? first
                : initial.withName(Variable.node(name) + ".own").identity(first);
    }

    /** A stable hash, so that what is drawn for a name depends on the run's seed and that name alone. */
    long[] seedOf(String name) {
        ByteBuffer bytes = ByteBuffer.wrap(Sha256.of(seed + ":" + name));
        return new long[] {bytes.getLong(), bytes.getLong()};
    }
}
