package dev.stagecraft.runtime.optimize;

import java.util.List;
import org.tensorflow.op.Op;

/**
 * Adam (Kingma, Ba, <i>Adam: A Method for Stochastic Optimization</i>, 2015) as TensorFlow's own operation computes it,
 * in the order of the end of that paper's section 2: with gradient g, rate η and step t from 1, m ← β₁·m + (1 − β₁)·g,
 * v ← β₂·v + (1 − β₂)·g², w ← w − η·√(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε). Weight decay is part of g; in {@link AdamW}
 * it is separate. The usual learning rate is 0.001.
 *
 * @param beta1 share of the moving mean of the gradients that a step keeps, at least 0 and below 1; usually 0.9
 * @param beta2 share of the moving mean of their squares that a step keeps, at least 0 and below 1; usually 0.999
 * @param epsilon added to the square root, above 0; usually 1e-8
 * @param weightDecay of kernels, at least 0
 */
public record Adam(double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
    /** The paper's numbers. */
    public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8, 0);

    /**
     * Checks the ranges.
     *
     * @throws dev.stagecraft.runtime.BadInputException if a value is outside its range
     */
    public Adam {
        AdamSteps.requireRanges(beta1, beta2, epsilon, weightDecay);
    }

    @Override
    public List<Op> update(Update update) {
        AdamSteps steps = new AdamSteps(update, beta1, beta2, epsilon);
        for (Weight weight : update.weights()) {
            steps.add(weight, Decay.into(weight.gradient(), weight, weightDecay, update.tf()), List.of());
        }
        return steps.all();
    }

    @Override
    public String describe() {
        return "adam" + AdamSteps.text(beta1, beta2, epsilon) + Decay.text(weightDecay);
    }
}
