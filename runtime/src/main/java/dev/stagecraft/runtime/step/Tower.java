package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.BackwardPass;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * One forward pass and one backward pass over a batch. Towers share their variables.
 *
 * @param declared what the forward pass of the declared network gives, before any graph pass changes it
 * @param forward the forward pass that is trained
 * @param normalizations that it went through
 * @param gradients of its loss, multiplied by the loss scale if there is one; one for each trainable variable that is
 *     not frozen, in the order of the network
 */
record Tower(
        NetworkGraph.Outputs declared, Forward forward, List<Normalization> normalizations, List<Gradient> gradients) {
    /**
     * Where a tower is built.
     *
     * @param prefix of the names of all its operations, without a slash; empty for none
     * @param device that they run on; empty if TensorFlow chooses
     */
    record Place(String prefix, Optional<DeviceSpec> device) {
        /** The only tower of a step: its operations have the names of the network's structure. */
        static final Place ONLY = new Place("", Optional.empty());

        private Ops in(Ops tf) {
            Ops scope = prefix.isEmpty() ? tf : tf.withSubScope(prefix);
            return device.map(scope::withDevice).orElse(scope);
        }

        /** The builder that its network is given. */
        GraphBuilder root(Ops tf, VariableStore variables, Inputs inputs, Frozen frozen) {
            return GraphBuilder.root(in(tf), Phase.TRAINING, variables, inputs.step(), frozen);
        }
    }

    /**
     * Adds both passes to a graph.
     *
     * @param root that {@link Place#root} gave
     * @param rule gives the graph passes that run between them, and the batch size
     */
    static Tower add(
            Graph graph,
            GraphBuilder root,
            Network network,
            VariableStore variables,
            Inputs inputs,
            Losses losses,
            UpdateRule rule) {
        Ops tf = root.tf();
        Ops scope = tf.withSubScope("training");
        NetworkGraph.Outputs declared = Classification.add(network, root, scope, inputs, losses.declared());
        Forward forward = losses.trained(scope, new Forward(declared, root.statistics(), inputs.replaced()), inputs);
        for (GraphPass pass : rule.passes()) {
            forward = pass.apply(graph, tf, forward);
        }
        List<Variable> trainable = variables.all().stream()
                .filter(variable -> variable.trainable() && !root.frozen().covers(variable.name()))
                .toList();
        return new Tower(
                declared,
                forward,
                List.copyOf(root.normalizations()),
                gradients(graph, tf, forward, inputs.lossScale(), trainable, rule));
    }

    private static List<Gradient> gradients(
            Graph graph,
            Ops tf,
            Forward forward,
            Optional<Operand<TFloat32>> scale,
            List<Variable> trainable,
            UpdateRule rule) {
        List<Output<?>> sources = new ArrayList<>();
        trainable.forEach(variable -> sources.add(variable.value().asOutput()));
        // The gradients of a loss that is multiplied by the scale begin with the scale.
        Operand<TFloat32> first = scale.orElseGet(() -> tf.withName("one").constant(1f));
        Map<Output<?>, Operand<TNumber>> found = BackwardPass.gradients(
                graph,
                tf,
                forward.outputs().loss().asOutput(),
                number(first),
                sources,
                rule.gradientForms(),
                RecomputedBlocks.values(graph, tf, forward, rule));
        return trainable.stream()
                .map(variable -> new Gradient(
                        variable,
                        float32(Objects.requireNonNull(
                                found.get(variable.value().asOutput())))))
                .toList();
    }

    /** The backward pass holds for every floating-point type and calls them all numbers. */
    @SuppressWarnings("unchecked")
    private static Operand<TNumber> number(Operand<? extends TNumber> operand) {
        return (Operand<TNumber>) operand;
    }

    /** Variables are float32, and so are their gradients. */
    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> float32(Operand<?> operand) {
        return (Operand<TFloat32>) operand;
    }

    /**
     * The mean of the towers' gradients, as each has as large a share of the batch. That of one tower is its own, and adds
     * no operation.
     */
    static List<Gradient> combine(Ops tf, List<Tower> towers) {
        List<Gradient> first = towers.get(0).gradients();
        if (towers.size() == 1) {
            return first;
        }
        Ops mean = tf.withSubScope("mean");
        Operand<TFloat32> count = mean.withName("towers").constant((float) towers.size());
        List<Gradient> combined = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            int index = i;
            List<Operand<TFloat32>> parts = towers.stream()
                    .map(tower -> tower.gradients().get(index).value())
                    .toList();
            String node = first.get(i).variable().node();
            Operand<TFloat32> sum = mean.withName(node + ".sum").math.addN(parts);
            combined.add(new Gradient(
                    first.get(i).variable(), mean.withName(node).math.div(sum, count)));
        }
        return combined;
    }
}
