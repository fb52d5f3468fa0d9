package dev.stagecraft.runtime.gradient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Gradients by reverse accumulation: a walk over the finished forward graph from its result back to the sources, with a
 * rule per type of operation. Operations on no path from a source to the result are left alone.
 */
public final class BackwardPass {
    private final Ops tf;
    private final Map<String, GradientRule> rules;
    private final BackwardPath path;
    private final GradientForms forms;
    private final ForwardValues values;
    private final KernelSizes sizes;
    private final Map<Output<?>, List<Operand<TNumber>>> gradients = new HashMap<>();

    private BackwardPass(
            Ops tf, Map<String, GradientRule> rules, BackwardPath path, GradientForms forms, ForwardValues values) {
        this.tf = tf.withSubScope("gradients");
        this.rules = rules;
        this.path = path;
        this.forms = forms;
        this.values = values;
        sizes = new KernelSizes(this.tf);
    }

    /**
     * Adds the backward pass to a graph.
     *
     * @param result what is differentiated
     * @param seed the gradient of what follows by the result; of the result's shape
     * @param sources by what it is differentiated
     * @param forms that gradients may take
     * @return a gradient for every source, of its shape
     * @throws IllegalStateException if an operation on the way has no rule, or a source does not reach the result
     */
    public static Map<Output<?>, Operand<TNumber>> gradients(
            Graph graph,
            Ops tf,
            Output<?> result,
            Operand<TNumber> seed,
            List<Output<?>> sources,
            GradientForms forms) {
        return gradients(graph, tf, result, seed, sources, forms, ForwardValues.KEPT);
    }

    /**
     * As {@link #gradients(Graph, Ops, Output, Operand, List, GradientForms)}, with a choice of where the values of the
     * forward pass are read.
     */
    public static Map<Output<?>, Operand<TNumber>> gradients(
            Graph graph,
            Ops tf,
            Output<?> result,
            Operand<TNumber> seed,
            List<Output<?>> sources,
            GradientForms forms,
            ForwardValues values) {
        BackwardPath path = BackwardPath.of(graph, result, sources);
        return new BackwardPass(tf, GradientRules.BY_TYPE, path, forms, values).run(result, seed, sources);
    }

    private Map<Output<?>, Operand<TNumber>> run(Output<?> result, Operand<TNumber> seed, List<Output<?>> sources) {
        hand(result, seed);
        path.backwards().forEach(this::step);

        Map<Output<?>, Operand<TNumber>> found = new LinkedHashMap<>();
        for (Output<?> source : sources) {
            Operand<TNumber> gradient = total(source);
            if (gradient == null) {
                throw new IllegalStateException(
                        source.op().name() + " does not reach " + result.op().name() + ", so it has no gradient");
            }
            found.put(source, gradient);
        }
        return found;
    }

    private void step(GraphOperation operation) {
        List<Operand<TNumber>> incoming = new ArrayList<>();
        for (int i = 0; i < operation.numOutputs(); i++) {
            incoming.add(total(operation.output(i)));
        }
        Optional<Operand<TNumber>> first =
                incoming.stream().filter(Objects::nonNull).findFirst();
        if (first.isEmpty()) {
            return;
        }
        values.reach(operation, first.get());
        GradientRule rule = rules.get(operation.type());
        if (rule == null) {
            throw new IllegalStateException(
                    operation.name() + ": the backward pass has no rule for operations of type " + operation.type());
        }
        BackwardStep step =
                new BackwardStep(operation, tf, incoming, input -> path.goesOn(operation, input), forms, values, sizes);
        rule.apply(step);
        step.given().forEach((input, gradient) -> hand(operation.input(input), gradient));
    }

    private void hand(Output<?> output, Operand<TNumber> gradient) {
        gradients.computeIfAbsent(output, key -> new ArrayList<>()).add(gradient);
    }

    /** Gradients that meet are summed, once; null where none arrived. */
    private @Nullable Operand<TNumber> total(Output<?> output) {
        List<Operand<TNumber>> parts = gradients.getOrDefault(output, List.of());
        if (parts.size() > 1) {
            Ops named = tf.withName(output.op().name().replace('/', '.') + ".total");
            // Of two, AddN gives the same bits, but takes up to twice as long.
            Operand<TNumber> sum = forms.direct() && parts.size() == 2
                    ? named.math.add(parts.get(0), parts.get(1))
                    : named.math.addN(parts);
            parts = List.of(sum);
            gradients.put(output, parts);
        }
        return parts.isEmpty() ? null : parts.get(0);
    }
}
