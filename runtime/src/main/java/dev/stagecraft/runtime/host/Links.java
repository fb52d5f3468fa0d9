package dev.stagecraft.runtime.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * What an operation of a graph depends on. TensorFlow Java's own lists look up every operation in them by its name, which
 * takes several times as long, and a deep network has tens of thousands of operations.
 */
public final class Links {
    private Links() {}

    /** What it takes, in order. */
    public static List<Output<?>> inputs(GraphOperation operation) {
        int count = operation.numInputs();
        List<Output<?>> inputs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            inputs.add(operation.input(i));
        }
        return inputs;
    }

    /** What it waits for, though it takes nothing of it. */
    public static Set<GraphOperation> awaited(GraphOperation operation) {
        return operation.numControlInputs() == 0 ? Set.of() : operation.controlInputs();
    }
}
