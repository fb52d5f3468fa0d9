package dev.stagecraft.runtime.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;

/**
 * What follows the towers in a step: their gradients are combined, changed and guarded, and weights and statistics follow
 * them. Nothing else assigns a variable in a step.
 *
 * @param run one step
 * @param finite see {@link NetworkGraph#finiteStep}
 * @param optimizerVariables what the optimizer keeps, in the order it asked
 */
record TrainingStep(Op run, Optional<Operand<TBool>> finite, List<Variable> optimizerVariables) {
    /** TensorFlow compares each operation that another waits for with all before it, so thousands are awaited in groups. */
    private static final int MOST_AWAITED = 500;

    /** @param slots where the optimizer declares what it keeps */
    static TrainingStep add(
            Graph graph, Ops tf, VariableStore slots, List<Tower> towers, Inputs inputs, UpdateRule rule) {
        List<Gradient> gradients = unscaled(tf, Tower.combine(tf, towers), inputs.lossScale());
        for (GradientChange change : rule.changes()) {
            gradients = change.change(tf, gradients);
        }
        Optional<StepGuard> guard =
                rule.guarded() ? Optional.of(StepGuard.add(tf, losses(towers), gradients)) : Optional.empty();
        Ops update = tf.withSubScope("update");
        Ops changing = guard.map(held -> update.withControlDependencies(List.of(held.passed())))
                .orElse(update);

        UpdateNodes nodes = new UpdateNodes(graph, changing, inputs.learningRate(), slots, gradients);
        List<Op> weights = nodes.add(rule.optimizer(), rule.stageRates());
        List<Op> changes =
                new ArrayList<>(assign(changing, towers.get(0).forward().statistics()));
        changes.addAll(weights);
        changes.addAll(after(changing, weights, rule, gradients));
        return new TrainingStep(all(tf, changes), guard.map(StepGuard::finite), nodes.state());
    }

    private static Op all(Ops tf, List<Op> changes) {
        List<Op> awaited = changes;
        if (changes.size() > MOST_AWAITED) {
            awaited = new ArrayList<>();
            for (int from = 0; from < changes.size(); from += MOST_AWAITED) {
                List<Op> some = changes.subList(from, Math.min(from + MOST_AWAITED, changes.size()));
                awaited.add(tf.withControlDependencies(some).withName("changes").noOp());
            }
        }
        return tf.withControlDependencies(awaited).withName("train_step").noOp();
    }

    /** The gradients of the loss without its scale. The scale is a power of two, so dividing by it loses no bit. */
    private static List<Gradient> unscaled(Ops tf, List<Gradient> gradients, Optional<Operand<TFloat32>> scale) {
        if (scale.isEmpty()) {
            return gradients;
        }
        Ops unscaled = tf.withSubScope("unscaled");
        return gradients.stream()
                .map(each -> new Gradient(
                        each.variable(),
                        unscaled.withName(each.variable().node()).math.div(each.value(), scale.get())))
                .toList();
    }

    private static List<Operand<TFloat32>> losses(List<Tower> towers) {
        return towers.stream().map(tower -> tower.forward().outputs().loss()).toList();
    }

    /** Statistics are those of the first tower, as is usual where each tower normalizes its own share of a batch. */
    private static List<Op> assign(Ops tf, List<StatisticUpdate> statistics) {
        List<Op> assignments = new ArrayList<>();
        for (StatisticUpdate each : statistics) {
            assignments.add(tf.withName("statistics." + each.variable().node())
                    .assignVariableOp(each.variable().handle(), each.next()));
        }
        return assignments;
    }

    private static List<Op> after(Ops tf, List<Op> weights, UpdateRule rule, List<Gradient> gradients) {
        List<Op> all = new ArrayList<>();
        if (!rule.after().isEmpty()) {
            Ops later = tf.withControlDependencies(weights);
            List<Variable> trainable =
                    gradients.stream().map(Gradient::variable).toList();
            rule.after().forEach(each -> all.addAll(each.add(later, trainable)));
        }
        return all;
    }
}
