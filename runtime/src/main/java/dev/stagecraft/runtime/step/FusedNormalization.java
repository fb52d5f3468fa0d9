package dev.stagecraft.runtime.step;

import java.util.List;
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
        List<GraphOperation> operations = forward.operations(graph);
        OperationCopies copies = new OperationCopies(tf, SCOPE);
        copies.addAll(operations, RectifiedNorms.of(operations, TFloat32.class), operation -> false);
        return copies.forward(forward);
    }
}
