package dev.stagecraft.runtime.step;

import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * What is done with a tower's finished pass forward. Passes run before the gradients are taken, so that these are the
 * gradients of what is really computed, and no pass has to know a backward operation.
 */
interface GraphPass {
    /**
     * Adds what is computed in place of a pass forward.
     *
     * @param tf where it is added
     * @return what is trained from here on; the operations of the argument stay in the graph, and nothing runs them
     */
    Forward apply(Graph graph, Ops tf, Forward forward);
}
