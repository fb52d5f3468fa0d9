package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.guard.UserCalls;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Slot;
import dev.stagecraft.runtime.optimize.Update;
import dev.stagecraft.runtime.optimize.Weight;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final String group;

    /**
     * @param tf where the optimizer builds
     * @param slots where what it keeps is declared
     */
    UpdateNodes(Graph graph, Ops tf, Operand<TFloat32> learningRate, VariableStore slots, List<Gradient> gradients) {
        this(
                graph,
                tf,
                learningRate,
                slots,
                gradients.stream().map(UpdateNodes::weight).toList(),
                "");
    }

    private UpdateNodes(
            Graph graph,
            Ops tf,
            Operand<TFloat32> learningRate,
            VariableStore slots,
            List<Weight> weights,
            String group) {
        this.graph = graph;
        this.tf = tf;
        this.learningRate = learningRate;
        this.slots = slots;
        this.weights = weights;
        this.group = group;
    }

    /**
     * Adds the optimizer's operations, once for all weights that have the same share of the learning rate.
     *
     * @param rates the share of each weight
     */
    List<Op> add(Optimizer optimizer, StageRates rates) {
        Map<Float, List<Weight>> groups = new LinkedHashMap<>();
        weights.forEach(weight -> groups.computeIfAbsent(rates.of(weight.name()), factor -> new ArrayList<>())
                .add(weight));
        List<Op> all = new ArrayList<>();
        groups.forEach((factor, of) -> all.addAll(group(factor, of).add(optimizer)));
        return all;
    }

    /** Numbers that the optimizer keeps for a whole group, as Adam does, have the group's name. */
    private UpdateNodes group(float factor, List<Weight> of) {
        if (factor == 1) {
            return new UpdateNodes(graph, tf, learningRate, slots, of, "");
        }
        Operand<TFloat32> rate = tf.withName("rate." + factor)
                .math
                .mul(learningRate, tf.withName("factor." + factor).constant(factor));
        return new UpdateNodes(graph, tf, rate, slots, of, "/rate_" + factor);
    }

    /** Adds the optimizer's operations. An update that is empty or of another graph is refused: it would train nothing. */
    private List<Op> add(Optimizer optimizer) {
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
        return slot(PLACE + kind + group, Initializer.filled(first));
    }

    private Slot slot(String name, Initializer first, long... dims) {
        Variable variable = slots.get(name, false, first, dims);
        return new Slot(variable.handle(), variable.reading());
    }

    private static Weight weight(Gradient gradient) {
        Variable variable = gradient.variable();
        return new Weight(variable.name(), variable.shape(), variable.handle(), variable.value(), gradient.value());
    }
}
