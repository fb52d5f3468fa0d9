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
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** How fast this machine multiplies large matrices. No convolution is much faster. */
final class MatrixProduct {
    /** Large enough to keep all cores busy, and short, so that other programs do not disturb every run. */
    static final Size ON_CPU = new Size(2048, 1);

    /**
     * With smaller matrices, a GPU would be partly idle. Starting a run takes as long as one product, so a run has
     * several.
     */
    static final Size ON_GPU = new Size(8192, 8);

    private static final int RUNS = 10;

    /**
     * How much is multiplied.
     *
     * @param side rows and columns of each matrix
     * @param products one after the other in each run
     */
    record Size(int side, int products) {
        double operations() {
            return 2.0 * side * side * side * products;
        }
    }

    private MatrixProduct() {}

    /** Measures it; the fastest of several runs counts. */
    static StepProfile.Limit measure(Size size, Precision precision, SessionSettings settings) {
        return TensorFlowCalls.get("multiplying matrices", () -> {
            try (Graph graph = TensorFlowLibrary.newGraph()) {
                Ops tf = Ops.create(graph);
                Product product = switch (precision) {
                    case BFLOAT16 -> product(tf, size, TBfloat16.class);
                    case FLOAT16 -> product(tf, size, TFloat16.class);
                    case FLOAT32, AUTO -> product(tf, size, TFloat32.class);
                };
                try (Session session = settings.open(graph)) {
                    return new StepProfile.Limit(size.side(), gigaflops(session, product, size));
                }
            }
        });
    }

    private record Product(Op begin, Op run) {}

    /**
     * The factor is a variable, because TensorFlow computes a product of constants only once. All its values are
     * 1/side, and so are those of the product.
     */
    private static <T extends TNumber> Product product(Ops tf, Size size, Class<T> type) {
        int side = size.side();
        VarHandleOp variable = tf.varHandleOp(type, Shape.of(side, side));
        Operand<TFloat32> values = tf.fill(tf.constant(new int[] {side, side}), tf.constant(1f / side));
        Op begin = tf.assignVariableOp(variable, tf.dtypes.cast(values, type));
        Operand<T> factor = tf.readVariableOp(variable, type);
        Operand<T> product = factor;
        for (int i = 0; i < size.products(); i++) {
            product = tf.linalg.matMul(product, factor);
        }
        // The target is the last product itself, because TensorFlow leaves out operations that only an empty operation
        // waits for.
        return new Product(begin, product);
    }

    private static double gigaflops(Session session, Product product, Size size) {
        session.runner().addTarget(product.begin()).run().close();
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long start = System.nanoTime();
            session.runner().addTarget(product.run()).run().close();
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        return size.operations() / fastest;
    }
}
