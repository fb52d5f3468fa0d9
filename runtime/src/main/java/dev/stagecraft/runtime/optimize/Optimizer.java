package dev.stagecraft.runtime.optimize;

import java.util.List;
import org.tensorflow.op.Op;

/**
 * How a training step changes weights by their gradients. Implement it to train by a rule of your own; those of
 * Stagecraft are the records beside this interface, such as {@link Sgd}.
 *
 * <p>What a rule remembers from step to step it keeps in slots, which are saved with the weights.
 */
public interface Optimizer {
    /**
     * Adds the rule to a graph.
     *
     * @param update the weights, their gradients, and where state is kept
     * @return the operations that make up one update, which may run in any order
     */
    List<Op> update(Update update);

    /**
     * The rule with all its numbers, as in {@code sgd(momentum 0.9)}. It is kept with every checkpoint: a run is not
     * resumed by another rule.
     */
    String describe();
}
