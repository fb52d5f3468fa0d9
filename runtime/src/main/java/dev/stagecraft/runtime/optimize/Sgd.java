package dev.stagecraft.runtime.optimize;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Stochastic gradient descent, with or without momentum. With gradient g, rate η and momentum µ a step is v ← µ·v + g,
 * then w ← w − η·v (Polyak, <i>Some methods of speeding up the convergence of iteration methods</i>, 1964), or in
 * Nesterov's form, which looks ahead, w ← w − η·(g + µ·v) (Sutskever, Martens, Dahl, Hinton, <i>On the importance of
 * initialization and momentum in deep learning</i>, 2013, in the form with the rate outside v). Weight decay is part of
 * g.
 *
 * @param momentum share of v that a step keeps, at least 0 and below 1; with 0 there is no state
 * @param nesterov whether to use Nesterov's form; the momentum must then be above 0
 * @param weightDecay of kernels, at least 0; 1e-4 in He 2015
 */
public record Sgd(double momentum, boolean nesterov, double weightDecay) implements Optimizer {
    /** No momentum and no weight decay, as in D2L. */
    public static final Sgd PLAIN = new Sgd(0, false, 0);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public Sgd {
        Ranges.share("momentum", momentum);
        Ranges.require(
                !nesterov || (float) momentum > 0, "momentum", momentum, "above 0 for Nesterov's form; 0.9 is usual");
        Ranges.notNegative("weight decay", weightDecay);
    }

    @Override
    public List<Op> update(Update update) {
        Ops tf = update.tf();
        boolean plain = (float) momentum == 0;
        Operand<TFloat32> share = plain ? null : tf.withName("momentum").constant((float) momentum);
        List<Op> steps = new ArrayList<>();
        for (Weight weight : update.weights()) {
            Operand<TFloat32> gradient = Decay.into(weight.gradient(), weight, weightDecay, tf);
            Ops named = tf.withName(weight.node());
            if (plain) {
                steps.add(named.train.resourceApplyGradientDescent(weight.handle(), update.learningRate(), gradient));
            } else {
                Slot velocity = update.slot("momentum", weight);
                steps.add(named.train.resourceApplyMomentum(
                        weight.handle(),
                        velocity.handle(),
                        update.learningRate(),
                        gradient,
                        share,
                        ResourceApplyMomentum.useNesterov(nesterov)));
            }
        }
        return steps;
    }

    @Override
    public String describe() {
        String kept = (float) momentum == 0 ? "" : (nesterov ? ", nesterov " : ", momentum ") + momentum;
        return "sgd" + kept + Decay.text(weightDecay);
    }
}
