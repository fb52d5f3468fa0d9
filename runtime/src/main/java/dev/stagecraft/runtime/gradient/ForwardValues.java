package dev.stagecraft.runtime.gradient;

import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;

/** Where the backward pass reads the values of the forward pass. */
public interface ForwardValues {
    /** They are read where the forward pass computed them, so they stay in memory until then. */
    ForwardValues KEPT = new ForwardValues() {
        @Override
        public void reach(GraphOperation operation, Operand<?> gradient) {}

        @Override
        public Output<?> of(Output<?> output) {
            return output;
        }
    };

    /**
     * Called when the backward pass reaches an operation, before any of its values is asked for.
     *
     * @param operation of the forward pass; operations come in the reverse of the order in which they were added
     * @param gradient of one of its outputs
     */
    void reach(GraphOperation operation, Operand<?> gradient);

    /**
     * The output to read instead of one of the forward pass.
     *
     * @return one of the same type, shape and value
     */
    Output<?> of(Output<?> output);
}
