package dev.stagecraft.runtime.step;

import org.tensorflow.Graph;
import org.tensorflow.op.Ops;

/**
 * Changes the finished forward graph of a tower. Graph passes run before the gradients are added. So the gradients are those
 * of what is really computed, and no graph pass has to know a backward operation.
 */
interface GraphPass {
    /**
     * Adds what is computed in place of a forward pass.
     *
     * @param tf where it is added
     * @return what is trained from here on; the operations of the argument stay in the graph, and nothing runs them
     */
    Forward apply(Graph graph, Ops tf, Forward forward);
}
