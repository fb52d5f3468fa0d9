package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.Subsampling;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Operations of a forward pass that get a form in which a CPU computes the same faster.
 *
 * @param norms normalizations that become one operation with the rectifier after them
 * @param subsamplings slices that become pools, with their strides
 * @param late rectifiers that run after the pool that takes their values
 */
record FastForms(RectifiedNorms norms, Map<GraphOperation, long[]> subsamplings, LateRectifiers late) {
    /** Everything stays as it is. */
    static final FastForms NONE = new FastForms(RectifiedNorms.NONE, Map.of(), LateRectifiers.NONE);

    /** The scope of copies in float32. */
    static final String SCOPE = "fused";

    /** @param images the type of the images that the operations will have */
    static FastForms of(List<GraphOperation> operations, Class<? extends TNumber> images) {
        Map<GraphOperation, long[]> subsamplings = new HashMap<>();
        operations.forEach(each -> Subsampling.strides(each).ifPresent(strides -> subsamplings.put(each, strides)));
        Takers takers = new Takers(operations);
        LateRectifiers late = LateRectifiers.of(operations, takers);
        return new FastForms(RectifiedNorms.of(operations, takers, late, images), subsamplings, late);
    }

    /** Gives them to a step in float32. */
    static Forward inFloat32(Graph graph, Ops tf, Forward forward) {
        List<GraphOperation> operations = forward.operations(graph);
        OperationCopies copies = new OperationCopies(tf, SCOPE);
        copies.replaceAll(forward.replaced());
        copies.addAll(operations, of(operations, TFloat32.class), operation -> false);
        return copies.forward(forward);
    }
}
