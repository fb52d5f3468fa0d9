package dev.stagecraft.runtime.step;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;

/**
 * The rectifiers of a forward pass that run after the pool that takes their values. The largest of rectified values is the
 * rectified largest value, and gradients have the same bits too. A pool that halves height and width leaves a quarter of the
 * work, and the rectified values before it need no memory.
 */
final class LateRectifiers {
    /** Nothing is late. */
    static final LateRectifiers NONE = new LateRectifiers(Map.of());

    private final Map<GraphOperation, GraphOperation> byPool;
    private final Set<GraphOperation> rectifiers;

    private LateRectifiers(Map<GraphOperation, GraphOperation> byPool) {
        this.byPool = byPool;
        rectifiers = new HashSet<>(byPool.values());
    }

    static LateRectifiers of(List<GraphOperation> operations, Takers takers) {
        Map<GraphOperation, GraphOperation> found = new HashMap<>();
        for (GraphOperation operation : operations) {
            if (operation.type().equals("Relu")) {
                pool(operation.output(0), takers).ifPresent(pool -> found.put(pool, operation));
            }
        }
        return new LateRectifiers(found);
    }

    /** A window of the pool has at least one pixel of the image, so any value may pad it. */
    private static Optional<GraphOperation> pool(Output<?> values, Takers takers) {
        Optional<GraphOperation> first =
                takers.only(values).filter(taker -> taker.input(0).equals(values));
        return first.filter(taker -> taker.type().equals("PadV2"))
                .flatMap(padding -> takers.only(padding.output(0)))
                .or(() -> first)
                .filter(taker -> taker.type().equals("MaxPool"));
    }

    boolean isRectifier(GraphOperation operation) {
        return rectifiers.contains(operation);
    }

    /** The rectifier that runs after a pool. */
    Optional<GraphOperation> after(GraphOperation pool) {
        return Optional.ofNullable(byPool.get(pool));
    }
}
