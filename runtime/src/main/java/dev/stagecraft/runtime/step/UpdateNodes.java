package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Slot;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.optimize.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The update of one graph: what an optimiser builds with, and the state that it asked for. */
final class UpdateNodes implements Update {
    /** Part of the name of every operation that ends a guarded step, and of its error. */
    static final String GUARD = "update_guard";

    private static final String PLACE = "optimizer/";

    private final Graph graph;
    private final Ops root;
    private final Operand<TFloat32> learningRate;
    private final VariableStore slots;
    private Ops tf;
    private List<Weight> weights = List.of();

    UpdateNodes(Graph graph, Ops tf, Operand<TFloat32> learningRate) {
        this.graph = graph;
        this.root = tf;
        this.learningRate = learningRate;
        // Slots begin at fixed values, so their seed is never read.
        slots = new VariableStore(graph, tf, 0);
    }

    /** Adds the optimiser's operations; the moving statistics' are among those that it gives back. */
    List<Op> add(
            UpdateRule rule,
            List<Variable> trainable,
            Map<Output<?>, Operand<TNumber>> gradients,
            Operand<TFloat32> loss,
            List<Op> statistics) {
        weights =
                trainable.stream().map(variable -> weight(variable, gradients)).toList();
        tf = root.withSubScope("update");
        List<Op> updates = new ArrayList<>(statistics);
        if (rule.guarded()) {
            tf = tf.withControlDependencies(List.of(guard(loss)));
            updates = new ArrayList<>(heldBack(statistics));
        }
        updates.addAll(checked(rule.optimizer()));
        return updates;
    }

    /** Refuses an update that is empty or of another graph, as it would silently train nothing. */
    private List<Op> checked(Optimizer optimizer) {
        String call = "update(Update)";
        List<Op> found = UserCalls.get(optimizer, call, () -> optimizer.update(this));
        String expected = "one or more operations of the update's own graph";
        if (found.isEmpty()) {
            throw UserCalls.wrong(optimizer, call, "no operation", expected);
        }
        for (Op operation : found) {
            if (operation == null || operation.op() == null) {
                throw UserCalls.wrong(optimizer, call, "null as an operation", expected);
            }
            if (!graph.equals(operation.op().env())) {
                throw UserCalls.wrong(
                        optimizer, call, operation.op().name() + ", which belongs to another graph", expected);
            }
        }
        return found;
    }

    /** What the optimiser keeps, in the order it asked. */
    List<Variable> state() {
        return slots.all();
    }

    private Op guard(Operand<TFloat32> loss) {
        Ops checks = root.withSubScope(GUARD);
        List<Op> all = new ArrayList<>();
        all.add(checks.withName("loss").debugging.checkNumerics(loss, "loss"));
        for (Weight weight : weights) {
            all.add(checks.withName(weight.node()).debugging.checkNumerics(weight.gradient(), weight.name()));
        }
        return checks.withControlDependencies(all).withName("passed").noOp();
    }

    /** The network's own assignments run as soon as they can: the same ones anew, and those are never run. */
    private List<Op> heldBack(List<Op> statistics) {
        List<Op> anew = new ArrayList<>();
        for (Op assignment : statistics) {
            GraphOperation operation = (GraphOperation) assignment.op();
            if (!operation.type().equals("AssignVariableOp")) {
                throw new IllegalStateException(operation.name() + " is " + operation.type()
                        + ", and a guarded step can hold back assignments only");
            }
            anew.add(tf.withName("held_back." + operation.name().replace('/', '.'))
                    .assignVariableOp(operation.input(0), operation.input(1)));
        }
        return anew;
    }

    @Override
    public Ops tf() {
        return tf;
    }

    @Override
    public Operand<TFloat32> learningRate() {
        return learningRate;
    }

    @Override
    public List<Weight> weights() {
        return weights;
    }

    @Override
    public Slot slot(String kind, Weight weight) {
        return slot(
                PLACE + kind + "/" + weight.name(),
                Initializer.zeros(),
                weight.shape().asArray());
    }

    @Override
    public Slot scalar(String kind, float first) {
        return slot(
                PLACE + kind,
                (ops, name, dims, seed) -> ops.withName(name + ".value").constant(first));
    }

    private Slot slot(String name, Initializer first, long... dims) {
        Variable variable = slots.get(name, false, first, dims);
        return new Slot(variable.handle(), variable.value());
    }

    @SuppressWarnings("unchecked") // Weights are float32, and so are their gradients.
    private static Weight weight(Variable variable, Map<Output<?>, Operand<TNumber>> gradients) {
        Operand<?> gradient = gradients.get(variable.value().asOutput());
        return new Weight(
                variable.name(), variable.shape(), variable.handle(), variable.value(), (Operand<TFloat32>) gradient);
    }
}
