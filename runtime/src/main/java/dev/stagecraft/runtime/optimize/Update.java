package dev.stagecraft.runtime.optimize;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Where an optimizer builds: the weights of one graph, and room for what is remembered beside them. */
public interface Update {
    /** TensorFlow's operations, named below {@code update/}. */
    Ops tf();

    /** The step's learning rate, a scalar, 0 or more. */
    Operand<TFloat32> learningRate();

    /** Everything that training changes, in the order of the network. */
    List<Weight> weights();

    /**
     * State of a weight's own size that begins at zero; it is saved as {@code optimizer/<kind>/<weight>}.
     *
     * @param kind what it is, as in {@code momentum}
     */
    Slot slot(String kind, Weight weight);

    /**
     * A single number of state; it is saved as {@code optimizer/<kind>}.
     *
     * @param first its value before the first step
     */
    Slot scalar(String kind, float first);
}
