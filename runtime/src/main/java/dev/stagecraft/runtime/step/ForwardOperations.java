package dev.stagecraft.runtime.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;

/**
 * The operations of a forward pass.
 *
 * @param inOrder every operation that the outputs or the statistics depend on, inputs before those that take them
 */
record ForwardOperations(List<GraphOperation> inOrder) {
    static ForwardOperations of(Graph graph, Forward forward) {
        Set<GraphOperation> needed = forward.operations();
        List<GraphOperation> inOrder = new ArrayList<>();
        // A graph lists its operations in the order in which they were added.
        graph.operations().forEachRemaining(operation -> {
            if (needed.contains(operation)) {
                inOrder.add(operation);
            }
        });
        return new ForwardOperations(inOrder);
    }
}
