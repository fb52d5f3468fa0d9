package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.host.Trials;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;
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

    private static final Trials<Class<? extends TNumber>> TRIALS = new Trials<>(RectifiedNorm::isRun);

    private RectifiedNorm() {}

    /** Whether this CPU trains with it, on images of a type. */
    public static boolean isSupported(Class<? extends TNumber> images) {
        return TRIALS.isSupported(images);
    }

    /** Begins to find out whether it is supported, on a thread of its own. Who asks meanwhile waits for the same answer. */
    public static void begin(Class<? extends TNumber> images) {
        TRIALS.begin(images);
    }

    /** Adds the inputs and attributes that the operation has in addition to those of a normalization. */
    public static void complete(OperationBuilder builder) {
        builder.addInputList(new Output<?>[0]).setAttr("num_side_inputs", 0).setAttr("activation_mode", "Relu");
    }

    /** Zeros that are normalized are zeros, so the offsets alone remain, and of these the positive ones. */
    private static boolean isRun(Class<? extends TNumber> type) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<? extends TNumber> images = tf.zeros(tf.constant(new int[] {1, 2, 2, 4}), type);
            Operand<TFloat32> ones = tf.constant(new float[] {1, 1, 1, 1});
            OperationBuilder builder = tf.scope().opBuilder(TYPE, "trial").addInput(images.asOutput());
            List.of(ones, tf.constant(new float[] {1, -1, 2, -2}), ones, ones)
                    .forEach(input -> builder.addInput(input.asOutput()));
            complete(builder);
            Output<TNumber> trial = builder.setAttr("is_training", true).build().output(0);
            Operand<TFloat32> found = tf.sum(tf.dtypes.cast(trial, TFloat32.class), tf.constant(new int[] {0, 1, 2}));
            try (Session session = SessionSettings.CPU.withoutRewriting().open(graph);
                    Result result = session.runner().fetch(found).run()) {
                TFloat32 sums = (TFloat32) result.get(0);
                return sums.getFloat(0) == 4 && sums.getFloat(1) == 0 && sums.getFloat(2) == 8 && sums.getFloat(3) == 0;
            } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
                // A refusal is one of the two answers that were asked for.
                return false;
            }
        }
    }
}
