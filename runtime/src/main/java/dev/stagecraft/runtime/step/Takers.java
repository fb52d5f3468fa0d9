package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.Links;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/** Which operations of a forward pass take a value. */
final class Takers {
    private final Map<Output<?>, List<GraphOperation>> byOutput = new HashMap<>();

    /** Operations that others wait for. */
    private final Set<GraphOperation> awaited = new HashSet<>();

    Takers(List<GraphOperation> operations) {
        for (GraphOperation operation : operations) {
            Links.inputs(operation)
                    .forEach(input -> byOutput.computeIfAbsent(input, key -> new ArrayList<>())
                            .add(operation));
            awaited.addAll(Links.awaited(operation));
        }
    }

    /** The values that operations take. */
    Set<Output<?>> taken() {
        return byOutput.keySet();
    }

    /** The operations that take a value. */
    List<GraphOperation> of(Output<?> output) {
        return byOutput.getOrDefault(output, List.of());
    }

    /** The operation that takes a value, if there is one alone, and nothing waits for where the value comes from. */
    Optional<GraphOperation> only(Output<?> output) {
        List<GraphOperation> takers = of(output);
        return takers.size() == 1 && !awaited.contains((GraphOperation) output.op())
                ? Optional.of(takers.get(0))
                : Optional.empty();
    }
}
