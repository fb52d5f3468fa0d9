package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** TensorFlow's compiler of graphs. */
public final class Xla {
    private Xla() {}

    /**
     * Checks that it compiles for this GPU, which needs parts of a CUDA toolkit.
     *
     * @throws BadInputException if it does not
     */
    public static void requireOnGpu() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> fed = tf.placeholder(TFloat32.class);
            // An exponential needs libdevice; two operations are the least that is compiled.
            Operand<TFloat32> result = tf.math.mul(tf.math.exp(fed), tf.math.exp(tf.math.neg(fed)));
            try (Session session = SessionSettings.GPU.withCompiling().open(graph);
                    TFloat32 values = TFloat32.vectorOf(1, 2, 3, 4)) {
                session.runner().feed(fed, values).fetch(result).run().close();
            }
        } catch (RuntimeException e) {
            throw new BadInputException(
                    "XLA cannot compile for this GPU (" + e.getMessage() + "); it needs ptxas and libdevice of a CUDA"
                            + " toolkit: install one, name its folder with XLA_FLAGS=--xla_gpu_cuda_data_dir=DIR, or"
                            + " leave out --engine compiled",
                    e);
        }
    }
}
