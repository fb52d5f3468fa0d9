package dev.stagecraft.runtime.optimize;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What an optimizer builds its update with: the weights of one graph, and slots for state. */
public interface Update {
    /** TensorFlow's operations, with names that begin with {@code update/}. */
    Ops tf();

    /**
     * The learning rate of the step, a scalar, at least 0. Where stages have rates of their own, a rule is added once for
     * all weights that have the same rate.
     */
    Operand<TFloat32> learningRate();

    /** The variables to train that have this learning rate, in the order of the network. Frozen ones are not among them. */
    List<Weight> weights();

    /**
     * State of the same shape as a weight, which starts at 0. It is saved as {@code optimizer/<kind>/<weight>}.
     *
     * @param kind a name for the state, such as {@code momentum}
     */
    Slot slot(String kind, Weight weight);

    /**
     * A single number of state. It is saved as {@code optimizer/<kind>}.
     *
     * @param first its value before the first step
     */
    Slot scalar(String kind, float first);
}
