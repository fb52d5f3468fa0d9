package dev.stagecraft.runtime.profile;

import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.setting.Precision;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** How fast this machine multiplies large matrices, which no convolution exceeds by much. */
final class MatrixProduct {
    /** Large enough for all cores of a processor. */
    static final int ON_CPU = 2048;

    /** A smaller one leaves a GPU partly idle. */
    static final int ON_GPU = 8192;

    private static final int PRODUCTS = 4;
    private static final int RUNS = 4;

    private MatrixProduct() {}

    /** Measures it; the fastest of several runs counts. */
    static StepProfile.Limit measure(int size, Precision precision, SessionSettings settings) {
        return TensorFlowCalls.get("multiplying matrices", () -> {
            try (Graph graph = TensorFlowLibrary.newGraph()) {
                Ops tf = Ops.create(graph);
                Product product = precision == Precision.BFLOAT16
                        ? product(tf, size, TBfloat16.class)
                        : product(tf, size, TFloat32.class);
                try (Session session = settings.open(graph)) {
                    return new StepProfile.Limit(size, gigaflops(session, product, size));
                }
            }
        });
    }

    private record Product(Op begin, Op run) {}

    /** A variable, as TensorFlow computes a product of constants once. All its values are 1/size, and so are the product's. */
    private static <T extends TNumber> Product product(Ops tf, int size, Class<T> type) {
        VarHandleOp variable = tf.varHandleOp(type, Shape.of(size, size));
        Operand<TFloat32> values = tf.fill(tf.constant(new int[] {size, size}), tf.constant(1f / size));
        Op begin = tf.assignVariableOp(variable, tf.dtypes.cast(values, type));
        Operand<T> factor = tf.readVariableOp(variable, type);
        Operand<T> product = factor;
        for (int i = 0; i < PRODUCTS; i++) {
            product = tf.linalg.matMul(product, factor);
        }
        // The last product itself: TensorFlow leaves out what only an empty operation waits for.
        return new Product(begin, product);
    }

    private static double gigaflops(Session session, Product product, int size) {
        session.runner().addTarget(product.begin()).run().close();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            session.runner().addTarget(product.run()).run().close();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return 2.0 * size * size * size * PRODUCTS / fastest;
    }
}
