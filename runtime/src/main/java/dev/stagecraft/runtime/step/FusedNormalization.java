package dev.stagecraft.runtime.step;

import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Computes each normalization in float32, and the rectifier after it, as one operation. */
final class FusedNormalization implements GraphPass {
    /** The scope of its operations. */
    static final String SCOPE = "fused";

    @Override
    public Forward apply(Graph graph, Ops tf, Forward forward) {
        ForwardOperations operations = ForwardOperations.of(graph, forward);
        RectifiedNorms norms = RectifiedNorms.of(operations, TFloat32.class);
        OperationCopies copies = new OperationCopies(tf, SCOPE);
        for (GraphOperation operation : operations.inOrder()) {
            if (norms.isRectifier(operation)) {
                copies.addRectified(norms.normOf(operation), operation, false);
            } else if (!norms.isNorm(operation) && copies.isChangedBefore(operation)) {
                copies.addAsItIs(operation);
            }
        }
        return copies.forward(forward);
    }
}
