package dev.stagecraft.runtime.step;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;

/**
 * The operations of a forward pass.
 *
 * @param inOrder every operation that the outputs or the statistics depend on, inputs before those that take them
 */
record ForwardOperations(List<GraphOperation> inOrder) {
    static ForwardOperations of(Graph graph, Forward forward) {
        Set<GraphOperation> needed = needed(forward);
        List<GraphOperation> inOrder = new ArrayList<>();
        // A graph lists its operations in the order they were made.
        graph.operations().forEachRemaining(operation -> {
            if (needed.contains(operation)) {
                inOrder.add(operation);
            }
        });
        return new ForwardOperations(inOrder);
    }

    private static Set<GraphOperation> needed(Forward forward) {
        NetworkGraph.Outputs outputs = forward.outputs();
        List<Operand<?>> ends = new ArrayList<>(List.of(outputs.logits(), outputs.loss(), outputs.correct()));
        forward.statistics().forEach(each -> ends.add(each.next()));
        Deque<GraphOperation> open = new ArrayDeque<>();
        ends.forEach(end -> open.push((GraphOperation) end.asOutput().op()));
        Set<GraphOperation> needed = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (needed.add(operation)) {
                operation
                        .inputs()
                        .forEach(input ->
                                open.push((GraphOperation) input.asOutput().op()));
                open.addAll(operation.controlInputs());
            }
        }
        return needed;
    }
}
