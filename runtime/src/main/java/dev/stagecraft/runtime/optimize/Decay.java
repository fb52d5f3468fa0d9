package dev.stagecraft.runtime.optimize;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Weight decay as part of the gradient: the gradient of ½ · decay · ‖weight‖². */
final class Decay {
    private Decay() {}

    /** The gradient with the decay's share; without any, or where it does not apply, the gradient itself. */
    static Operand<TFloat32> into(Operand<TFloat32> gradient, Weight weight, double decay, Ops tf) {
        if (decay == 0 || !weight.decays()) {
            return gradient;
        }
        Operand<TFloat32> share = tf.withName(weight.node() + ".decay")
                .math
                .mul(weight.value(), tf.withName(weight.node() + ".decay_rate").constant((float) decay));
        return tf.withName(weight.node() + ".decayed").math.add(gradient, share);
    }

    /** The end of a description: nothing without decay. */
    static String text(double decay) {
        return decay == 0 ? "" : ", weight decay " + decay;
    }
}
