package dev.stagecraft.runtime.step;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Holds every change of a step back until its loss and all its gradients are known to be finite. In a bad step TensorFlow
 * does not run what depends on {@code passed}: the step ends without an error, and nothing has changed.
 *
 * @param finite whether the loss and all gradients are finite, a scalar
 * @param passed what changes must depend on; it runs in good steps alone
 */
record StepGuard(Operand<TBool> finite, Op passed) {
    static StepGuard add(Ops tf, List<Operand<TFloat32>> losses, List<Gradient> gradients) {
        Ops checks = tf.withSubScope("update_guard");
        Map<Integer, Operand<TInt32>> axes = new HashMap<>();
        List<Operand<TBool>> all = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            all.add(checks.withName("loss" + (i + 1)).math.isFinite(losses.get(i)));
        }
        for (Gradient gradient : gradients) {
            String node = gradient.variable().node();
            int rank = gradient.variable().shape().numDimensions();
            Operand<TBool> each = checks.withName(node + ".each").math.isFinite(gradient.value());
            all.add(checks.withName(node).all(each, axes.computeIfAbsent(rank, key -> axes(checks, key))));
        }
        Operand<TBool> finite = checks.withName("finite")
                .all(checks.withName("together").stack(all), axes.computeIfAbsent(1, key -> axes(checks, key)));
        Operand<TBool> good =
                checks.withName("switch").switchCond(finite, finite).outputTrue();
        return new StepGuard(finite, checks.withName("passed").identity(good));
    }

    private static Operand<TInt32> axes(Ops tf, int rank) {
        int[] all = new int[rank];
        for (int i = 0; i < rank; i++) {
            all[i] = i;
        }
        return tf.withName("axes" + rank).constant(all);
    }
}
