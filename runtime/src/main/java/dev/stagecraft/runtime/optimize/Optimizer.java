package dev.stagecraft.runtime.optimize;

import java.util.List;
import org.tensorflow.op.Op;

/**
 * The rule by which a training step changes weights. Implement it to train by your own rule. The rules of Stagecraft
 * are records in this package, such as {@link Sgd}.
 *
 * <p>A rule keeps state from step to step in slots, which are saved with the weights.
 */
public interface Optimizer {
    /**
     * Adds the rule to a graph.
     *
     * @param update gives the weights, their gradients, and slots for state
     * @return the operations of one update, which may run in any order
     */
    List<Op> update(Update update);

    /**
     * A text with the rule and all its numbers, such as {@code sgd, momentum 0.9}. Checkpoints store it. A run can be
     * resumed only with the same rule.
     */
    String describe();
}
