package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.Links;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;

/**
 * A forward pass over a batch.
 *
 * @param outputs what it gives
 * @param statistics that it moves
 * @param replaced what is computed in place of an output of the network as it was declared; outputs that are not here stand
 *     for themselves
 */
record Forward(NetworkGraph.Outputs outputs, List<StatisticUpdate> statistics, Map<Output<?>, Output<?>> replaced) {
    /** Copies list and map. */
    Forward {
        statistics = List.copyOf(statistics);
        replaced = Map.copyOf(replaced);
    }

    /** What is computed for an output of the declared network. */
    Output<?> of(Output<?> declared) {
        return replaced.getOrDefault(declared, declared);
    }

    /** What it computes, in no particular order: the outputs, and the statistics after the step. */
    List<Operand<?>> ends() {
        List<Operand<?>> ends = new ArrayList<>(List.of(outputs.logits(), outputs.loss(), outputs.correct()));
        statistics.forEach(each -> ends.add(each.next()));
        return ends;
    }

    /** Every operation that the ends depend on; inputs come before the operations that take them. */
    List<GraphOperation> operations(Graph graph) {
        Deque<GraphOperation> open = new ArrayDeque<>();
        ends().forEach(end -> open.push((GraphOperation) end.asOutput().op()));
        Set<GraphOperation> needed = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (needed.add(operation)) {
                Links.inputs(operation).forEach(input -> open.push((GraphOperation) input.op()));
                open.addAll(Links.awaited(operation));
            }
        }
        List<GraphOperation> inOrder = new ArrayList<>();
        // A graph lists its operations in the order in which they were added.
        graph.operations().forEachRemaining(operation -> {
            if (needed.contains(operation)) {
                inOrder.add(operation);
            }
        });
        return inOrder;
    }
}
