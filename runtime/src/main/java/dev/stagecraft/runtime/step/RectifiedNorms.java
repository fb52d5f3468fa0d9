package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.RectifiedNorm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Output;
import org.tensorflow.types.family.TNumber;

/**
 * The normalizations of a forward pass that can be one operation with the rectifier after them: those that use the statistics
 * of the batch, and whose values nothing else takes.
 */
final class RectifiedNorms {
    /** The operation takes this many channels, or a multiple. */
    private static final int CHANNELS = 4;

    static final RectifiedNorms NONE = new RectifiedNorms(Map.of());

    private final Map<GraphOperation, GraphOperation> byRectifier;
    private final Set<GraphOperation> norms;

    private RectifiedNorms(Map<GraphOperation, GraphOperation> byRectifier) {
        this.byRectifier = byRectifier;
        norms = Set.copyOf(byRectifier.values());
    }

    /**
     * @param late rectifiers that run later, so not with the normalization
     * @param images the type of the images that the normalizations will have; if the operation does not take it, the
     *     result is empty
     */
    static RectifiedNorms of(
            List<GraphOperation> operations, Takers takers, LateRectifiers late, Class<? extends TNumber> images) {
        if (!RectifiedNorm.isSupported(images)) {
            return NONE;
        }
        Map<GraphOperation, GraphOperation> found = new HashMap<>();
        for (GraphOperation operation : operations) {
            if (operation.type().equals("Relu") && !late.isRectifier(operation)) {
                Output<?> before = operation.input(0);
                GraphOperation norm = (GraphOperation) before.op();
                if (norm.type().equals("FusedBatchNormV3")
                        && norm.attributes().getAttrBool("is_training")
                        && before.index() == 0
                        && before.shape().get(3) % CHANNELS == 0
                        && takers.only(before).isPresent()) {
                    found.put(operation, norm);
                }
            }
        }
        return new RectifiedNorms(found);
    }

    boolean isNorm(GraphOperation operation) {
        return norms.contains(operation);
    }

    boolean isRectifier(GraphOperation operation) {
        return byRectifier.containsKey(operation);
    }

    GraphOperation normOf(GraphOperation rectifier) {
        return Objects.requireNonNull(byRectifier.get(rectifier));
    }
}
