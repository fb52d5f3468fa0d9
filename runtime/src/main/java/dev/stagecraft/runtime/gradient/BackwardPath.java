package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.host.Links;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The operations that gradients go through: those that depend on a source and that the result depends on. Each operation is
 * asked once for what it takes, because every question goes to TensorFlow's native.
 */
final class BackwardPath {
    private static final Set<DataType> FLOATING =
            Set.of(DataType.DT_FLOAT, DataType.DT_DOUBLE, DataType.DT_BFLOAT16, DataType.DT_HALF);

    /** For every operation that the result depends on, those that give its inputs. */
    private final Map<GraphOperation, List<GraphOperation>> givers = new HashMap<>();

    private final Set<GraphOperation> onPath = new HashSet<>();
    private final Deque<GraphOperation> backwards = new ArrayDeque<>();

    private BackwardPath() {}

    /**
     * Finds the path.
     *
     * @param result what is differentiated
     * @param sources by what it is differentiated
     */
    static BackwardPath of(Graph graph, Output<?> result, List<Output<?>> sources) {
        BackwardPath path = new BackwardPath();
        path.findGivers((GraphOperation) result.op());
        sources.forEach(source -> path.onPath.add((GraphOperation) source.op()));
        path.onPath.retainAll(path.givers.keySet());
        // A graph lists its operations in the order they were made, inputs before those that take them.
        graph.operations().forEachRemaining(path::visit);
        return path;
    }

    private void findGivers(GraphOperation result) {
        Deque<GraphOperation> open = new ArrayDeque<>(List.of(result));
        while (!open.isEmpty()) {
            GraphOperation operation = open.pop();
            if (!givers.containsKey(operation)) {
                List<GraphOperation> found = new ArrayList<>();
                Links.inputs(operation).forEach(input -> found.add((GraphOperation) input.op()));
                givers.put(operation, found);
                found.forEach(open::push);
            }
        }
    }

    private void visit(GraphOperation operation) {
        boolean takesFromPath =
                givers.getOrDefault(operation, List.of()).stream().anyMatch(onPath::contains);
        // A source that depends on no other one is where the walk ends.
        if (takesFromPath && (onPath.contains(operation) || isDifferentiable(operation))) {
            onPath.add(operation);
            backwards.addFirst(operation);
        }
    }

    /** Whole numbers, such as shapes, have no gradient: what is made of them depends on no source. */
    private static boolean isDifferentiable(GraphOperation operation) {
        for (int i = 0; i < operation.numOutputs(); i++) {
            if (FLOATING.contains(operation.output(i).dataType())) {
                return true;
            }
        }
        return false;
    }

    /** The operations that take from the path, the last of the graph first. */
    Iterable<GraphOperation> backwards() {
        return backwards;
    }

    /** Whether the path goes on through an input of an operation. */
    boolean goesOn(GraphOperation operation, int input) {
        List<GraphOperation> inputs = givers.getOrDefault(operation, List.of());
        return onPath.contains(inputs.get(input));
    }
}
