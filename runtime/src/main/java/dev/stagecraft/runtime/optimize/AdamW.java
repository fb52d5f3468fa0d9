package dev.stagecraft.runtime.optimize;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Adam with decoupled weight decay (Loshchilov, Hutter, <i>Decoupled Weight Decay Regularization</i>, 2019, algorithm
 * 2): a kernel first loses η · decay of itself, where η is the learning rate of the step, and is then updated as in
 * {@link Adam}.
 *
 * @param beta1 as for Adam
 * @param beta2 as for Adam
 * @param epsilon as for Adam
 * @param weightDecay of kernels, at least 0; usually 0.01
 */
public record AdamW(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    /** Adam's usual numbers with a decay of 0.01. */
    public static final AdamW DEFAULT = new AdamW(0.9, 0.999, 1e-8, 0.01);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public AdamW {
        AdamSteps.requireRanges(beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public List<Op> update(Update update) {
        AdamSteps steps = new AdamSteps(update, beta1, beta2, epsilon);
        Ops tf = update.tf();
        Operand<TFloat32> share = tf.withName("decay_share")
                .math
                .mul(update.learningRate(), tf.withName("decay_rate").constant((float) weightDecay));
        for (Weight weight : update.weights()) {
            List<Op> before = new ArrayList<>();
            if (weightDecay != 0 && weight.decays()) {
                // After the gradient, which holds the old value for as long as it is needed: no copy is made then.
                Operand<TFloat32> lost = tf.withControlDependencies(List.of(weight.gradient()))
                        .withName(weight.node() + ".lost")
                        .math
                        .mul(weight.value(), share);
                before.add(tf.withName(weight.node() + ".decay").assignSubVariableOp(weight.handle(), lost));
            }
            steps.add(weight, weight.gradient(), before);
        }
        return steps.all();
    }

    @Override
    public String describe() {
        return "adamw" + AdamSteps.text(beta1, beta2, epsilon) + Decay.text(weightDecay);
    }
}
