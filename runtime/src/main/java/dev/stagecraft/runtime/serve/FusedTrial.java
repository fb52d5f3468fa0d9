package dev.stagecraft.runtime.serve;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/**
 * Whether this processor runs fused convolutions. Only oneDNN adds a sum, and takes groups; whether it is at work depends on
 * the platform, the processor and an environment variable, so one is tried, once.
 */
final class FusedTrial {
    private static final boolean SUPPORTED = isRun();

    private FusedTrial() {}

    static boolean isSupported() {
        return SUPPORTED;
    }

    private static boolean isRun() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images = tf.constant(new float[1][2][2][4]);
            Operand<TFloat32> kernel = tf.constant(new float[1][1][2][4]);
            Output<?> fused = tf.scope()
                    .opBuilder(FusedConvolution.TYPE, "trial")
                    .addInput(images.asOutput())
                    .addInput(kernel.asOutput())
                    .addInputList(new Output<?>[] {tf.constant(new float[4]).asOutput(), images.asOutput()})
                    .addInputList(new Output<?>[0])
                    .setAttr("num_args", 2)
                    .setAttr("TArgs", new DataType[] {DataType.DT_FLOAT, DataType.DT_FLOAT})
                    .setAttr("strides", new long[] {1, 1, 1, 1})
                    .setAttr("padding", "VALID")
                    .setAttr("fused_ops", new String[] {"BiasAdd", "Add", "Relu"})
                    .build()
                    .output(0);
            try (Session session =
                    SessionSettings.CPU.withoutFusing().forFrozen().open(graph)) {
                session.runner().fetch(fused).run().close();
                return true;
            } catch (TFInvalidArgumentException | TFUnimplementedException e) {
                // A refusal is one of the two answers that were asked for.
                return false;
            }
        }
    }
}
