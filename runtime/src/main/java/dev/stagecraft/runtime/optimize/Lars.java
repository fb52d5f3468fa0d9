package dev.stagecraft.runtime.optimize;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Layer-wise adaptive rate scaling (You, Gitman, Ginsburg, <i>Large Batch Training of Convolutional Networks</i>, 2017,
 * algorithm 1), for batches of thousands of images: with gradient g, rate η, momentum µ, decay β and trust τ, a kernel
 * w has its own factor λ = τ·‖w‖ / (‖g‖ + β·‖w‖), and a step is v ← µ·v + η·λ·(g + β·w), then w ← w − v. Biases and
 * normalizations have λ = 1 and no decay, as usual. The same applies to a kernel if its norm or the norm of its
 * gradient is 0.
 *
 * @param momentum share of v that a step keeps, at least 0 and below 1; usually 0.9
 * @param trust the size of a kernel's step relative to the size of the kernel, above 0; 0.001 in the paper
 * @param weightDecay of kernels, at least 0; 5e-4 in the paper
 */
public record Lars(double momentum, double trust, double weightDecay) implements Optimizer {
    /** The paper's numbers, without weight decay. */
    public static final Lars DEFAULT = new Lars(0.9, 0.001, 0);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public Lars {
        Ranges.share("momentum", momentum);
        Ranges.positive("trust", trust);
        Ranges.notNegative("weight decay", weightDecay);
    }

    @Override
    public List<Op> update(Update update) {
        Ops tf = update.tf();
        Operand<TFloat32> one = tf.withName("one").constant(1f);
        Operand<TFloat32> share = tf.withName("momentum").constant((float) momentum);
        List<Op> steps = new ArrayList<>();
        for (Weight weight : update.weights()) {
            Operand<TFloat32> rate = weight.decays()
                    ? tf.withName(weight.node() + ".rate").math.mul(update.learningRate(), ratio(tf, weight, one))
                    : update.learningRate();
            Operand<TFloat32> gradient = Decay.into(weight.gradient(), weight, weightDecay, tf);
            // The rate belongs to what is remembered: with it inside, the operation's own is 1.
            steps.add(tf.withName(weight.node())
                    .train
                    .resourceApplyMomentum(
                            weight.handle(),
                            update.slot("momentum", weight).handle(),
                            one,
                            tf.withName(weight.node() + ".scaled").math.mul(gradient, rate),
                            share));
        }
        return steps;
    }

    private Operand<TFloat32> ratio(Ops tf, Weight weight, Operand<TFloat32> one) {
        String node = weight.node();
        Operand<TFloat32> norm = norm(tf, node + ".norm", weight.value());
        Operand<TFloat32> gradientNorm = norm(tf, node + ".gradient_norm", weight.gradient());
        Operand<TFloat32> decayed = tf.withName(node + ".norm_decayed")
                .math
                .mul(norm, tf.withName(node + ".norm_decay").constant((float) weightDecay));
        Operand<TFloat32> trusted = tf.withName(node + ".trusted")
                .math
                .mul(norm, tf.withName(node + ".trust").constant((float) trust));
        Operand<TFloat32> ratio = tf.withName(node + ".quotient")
                .math
                .div(trusted, tf.withName(node + ".norms").math.add(gradientNorm, decayed));
        Operand<TFloat32> zero = tf.withName(node + ".zero").constant(0f);
        return tf.withName(node + ".ratio")
                .select(
                        tf.withName(node + ".usable")
                                .math
                                .logicalAnd(
                                        tf.withName(node + ".norm_usable").math.greater(norm, zero),
                                        tf.withName(node + ".gradient_usable")
                                                .math
                                                .greater(gradientNorm, zero)),
                        ratio,
                        one);
    }

    /** The root of the sum of squares; the operation below it gives half the sum. */
    private static Operand<TFloat32> norm(Ops tf, String node, Operand<TFloat32> tensor) {
        Operand<TFloat32> half = tf.withName(node + ".half").nn.l2Loss(tensor);
        return tf.withName(node).math.sqrt(tf.withName(node + ".square").math.add(half, half));
    }

    @Override
    public String describe() {
        return "lars, momentum " + momentum + ", trust " + trust + Decay.text(weightDecay);
    }
}
