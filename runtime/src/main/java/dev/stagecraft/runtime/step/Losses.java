package dev.stagecraft.runtime.step;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The losses of a network. A network is known by the declared ones, whatever it runs on; where others are computed in their
 * place, nothing runs the declared ones.
 *
 * @param declared the loss of training
 * @param training what training computes in its place; empty for the declared one
 * @param evaluation what evaluation computes in place of the cross-entropy; empty for that
 */
record Losses(Loss declared, Optional<Loss> training, Optional<Loss> evaluation) {
    private static final String SCOPE = "repeatable";

    /** As a rule says, with what is fed. */
    static Losses of(UpdateRule rule, Inputs inputs) {
        Optional<Operand<TFloat32>> distributions = inputs.distributions();
        Loss declared =
                distributions.map(fed -> Loss.of(rule.settings(), fed)).orElseGet(() -> Loss.of(rule.settings()));
        if (rule.hardware() != Hardware.REPEATABLE_GPU) {
            return new Losses(declared, Optional.empty(), Optional.empty());
        }
        Loss training = distributions
                .map(fed -> Loss.repeatable(rule.settings(), fed))
                .orElseGet(() -> Loss.repeatable(rule.settings()));
        return new Losses(declared, Optional.of(training), Optional.of(Loss.REPEATABLE_CROSS_ENTROPY));
    }

    /** What training computes of a pass forward. */
    Forward trained(Ops tf, Forward forward, Inputs inputs) {
        return new Forward(computed(tf, forward.outputs(), inputs, training), forward.statistics(), forward.replaced());
    }

    /** What evaluation computes. */
    NetworkGraph.Outputs evaluated(Ops tf, NetworkGraph.Outputs outputs, Inputs inputs) {
        return computed(tf, outputs, inputs, evaluation);
    }

    private static NetworkGraph.Outputs computed(
            Ops tf, NetworkGraph.Outputs outputs, Inputs inputs, Optional<Loss> loss) {
        return loss.map(other -> Classification.withLoss(tf.withSubScope(SCOPE), outputs, inputs, other))
                .orElse(outputs);
    }
}
