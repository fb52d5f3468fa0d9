package dev.stagecraft.export.savedmodel;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TInt64;

/**
 * The number of steps that were trained since the export, as a variable of the name that TensorFlow's tools know. What is
 * dropped at random in training follows from it.
 */
final class StepCounter {
    static final String NAME = "global_step";

    /** What reads it. */
    static final String VALUE = NAME + "_value";

    /** Its first value. */
    static final String FIRST = NAME + "_first";

    /** Gives it that value. */
    static final String INITIALIZER = NAME + "_assign";

    private StepCounter() {}

    /** The variable. */
    static List<NodeDef> nodes() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            VarHandleOp handle =
                    tf.withName(NAME).varHandleOp(TInt64.class, Shape.scalar(), VarHandleOp.sharedName(NAME));
            tf.withName(VALUE).readVariableOp(handle, TInt64.class);
            tf.withName(INITIALIZER).assignVariableOp(handle, tf.withName(FIRST).constant(0L));
            return graph.toGraphDef().getNodeList();
        }
    }

    /** Counts, after a step has read it. */
    static Op count(Ops tf, Graph graph) {
        Operand<?> handle = graph.outputOrThrow(NAME + ":0");
        return tf.withControlDependencyOps(graph.operationOrThrow(VALUE))
                .withName("count")
                .assignAddVariableOp(handle, tf.withName("one").constant(1L));
    }
}
