package dev.stagecraft.runtime.step;

import java.util.List;
import org.tensorflow.op.Ops;

/** What is done with a step's gradients before they are held against NaN and infinity and weights follow them. */
interface GradientChange {
    /**
     * Adds its operations to the graph.
     *
     * @param tf where to add them
     * @param gradients one for each trainable variable
     * @return for the same variables, in the same order
     */
    List<Gradient> change(Ops tf, List<Gradient> gradients);
}
