package dev.stagecraft.runtime.optimize;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The operations that Adam and AdamW share: a step for each weight, then the powers of both shares. */
final class AdamSteps {
    private final Update update;
    private final Ops tf;
    private final Slot power1;
    private final Slot power2;
    private final Operand<TFloat32> beta1;
    private final Operand<TFloat32> beta2;
    private final Operand<TFloat32> epsilon;
    private final List<Op> steps = new ArrayList<>();

    AdamSteps(Update update, double beta1, double beta2, double epsilon) {
        this.update = update;
        tf = update.tf();
        power1 = update.scalar("beta1_power", (float) beta1);
        power2 = update.scalar("beta2_power", (float) beta2);
        this.beta1 = tf.withName("beta1").constant((float) beta1);
        this.beta2 = tf.withName("beta2").constant((float) beta2);
        this.epsilon = tf.withName("epsilon").constant((float) epsilon);
    }

    /** A weight's step, after other operations on it. */
    void add(Weight weight, Operand<TFloat32> gradient, List<Op> before) {
        steps.add(tf.withControlDependencies(before)
                .withName(weight.node())
                .train
                .resourceApplyAdam(
                        weight.handle(),
                        update.slot("mean", weight).handle(),
                        update.slot("mean_square", weight).handle(),
                        power1.value(),
                        power2.value(),
                        update.learningRate(),
                        beta1,
                        beta2,
                        epsilon,
                        gradient));
    }

    /** All steps, and the powers for the next one, which depend on nothing but the values that were read. */
    List<Op> all() {
        List<Op> all = new ArrayList<>(steps);
        all.add(grow("beta1_power", power1, beta1));
        all.add(grow("beta2_power", power2, beta2));
        return all;
    }

    private Op grow(String name, Slot power, Operand<TFloat32> beta) {
        // The weights' gradients come last of a step: a step that fails before them has grown nothing.
        Ops after = tf.withControlDependencies(steps);
        Operand<TFloat32> next = after.withName(name + ".next").math.mul(power.value(), beta);
        return after.withName(name).assignVariableOp(power.handle(), next);
    }

    static void requireRanges(double beta1, double beta2, double epsilon, double weightDecay) {
        Ranges.share("beta1", beta1);
        Ranges.share("beta2", beta2);
        Ranges.positive("epsilon", epsilon);
        Ranges.notNegative("weight decay", weightDecay);
    }

    static String text(double beta1, double beta2, double epsilon) {
        return ", beta1 " + beta1 + ", beta2 " + beta2 + ", epsilon " + epsilon;
    }
}
