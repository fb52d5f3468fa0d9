package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A batch normalization and the rectifier after it in one operation, which writes its values to memory once. On a CPU,
 * only oneDNN has it for training. Whether oneDNN works depends on the platform, the processor, the precision and an
 * environment variable, so the operation is tried once.
 */
public final class RectifiedNorm {
    /** TensorFlow's name for it. */
    public static final String TYPE = "_FusedBatchNormEx";

    private static final Map<Class<? extends TNumber>, Boolean> TRIALS = new ConcurrentHashMap<>();

    private RectifiedNorm() {}

    /** Whether this CPU trains with it, on images of a type. */
    public static boolean isSupported(Class<? extends TNumber> images) {
        return TRIALS.computeIfAbsent(images, RectifiedNorm::isRun);
    }

    /** Adds the inputs and attributes that the operation has in addition to those of a normalization. */
    public static void complete(OperationBuilder builder) {
        builder.addInputList(new Output<?>[0]).setAttr("num_side_inputs", 0).setAttr("activation_mode", "Relu");
    }

    private static boolean isRun(Class<? extends TNumber> type) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<? extends TNumber> images = tf.zeros(tf.constant(new int[] {1, 2, 2, 4}), type);
            Operand<TFloat32> values = tf.constant(new float[4]);
            OperationBuilder builder = tf.scope().opBuilder(TYPE, "trial").addInput(images.asOutput());
            for (int i = 0; i < 4; i++) {
                builder.addInput(values.asOutput());
            }
            complete(builder);
            Output<?> trial = builder.setAttr("is_training", true).build().output(0);
            try (Session session = SessionSettings.CPU.open(graph)) {
                session.runner().fetch(trial).run().close();
                return true;
            } catch (TFInvalidArgumentException | TFUnimplementedException e) {
                // TensorFlow refuses the operation, so it is not supported.
                return false;
            }
        }
    }
}
