package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Slot;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.optimize.Weight;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The update of one graph: what an optimizer builds with, and the state that it asked for. */
final class UpdateNodes implements Update {
    private static final String PLACE = "optimizer/";

    private final Graph graph;
    private final Ops tf;
    private final Operand<TFloat32> learningRate;
    private final VariableStore slots;
    private final List<Weight> weights;

    /**
     * @param root where what it keeps is declared
     * @param tf where the optimizer builds
     */
    UpdateNodes(Graph graph, Ops root, Ops tf, Operand<TFloat32> learningRate, List<Gradient> gradients) {
        this.graph = graph;
        this.tf = tf;
        this.learningRate = learningRate;
        // Slots begin at fixed values, so their seed is never read.
        slots = new VariableStore(graph, root, 0);
        weights = gradients.stream().map(UpdateNodes::weight).toList();
    }

    /** Adds the optimizer's operations. An update that is empty or of another graph is refused: it would train nothing. */
    List<Op> add(Optimizer optimizer) {
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

    /** What the optimizer keeps, in the order it asked. */
    List<Variable> state() {
        return slots.all();
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

    private static Weight weight(Gradient gradient) {
        Variable variable = gradient.variable();
        return new Weight(variable.name(), variable.shape(), variable.handle(), variable.value(), gradient.value());
    }
}
