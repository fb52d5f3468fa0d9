package dev.stagecraft.runtime.step;

import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** What is done in a step when its weights have changed. A bad step skips it too. */
interface AfterUpdate {
    /**
     * Adds its operations to the graph.
     *
     * @param tf where to add them; what is added runs after the weights have changed
     * @param trainable the variables that have changed
     * @return what belongs to the step
     */
    List<Op> add(Ops tf, List<Variable> trainable);
}
