package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.host.Environment;

/** The hardware that a step runs on, as far as the operations of the step depend on it. */
public enum Hardware {
    /** A CPU: gradients take the form that is fastest there. */
    CPU,
    /** A GPU: gradients take TensorFlow's operations. */
    GPU,
    /**
     * A GPU that computes the same bits each time. TensorFlow's fused cross-entropy cannot do this, so other operations
     * replace it.
     */
    REPEATABLE_GPU;

    private static final String ASKED = "TF_DETERMINISTIC_OPS";

    /** A GPU, in the mode that the environment asks TensorFlow for. */
    public static Hardware gpu(Environment environment) {
        // As TensorFlow reads the variable.
        return environment
                .get(ASKED)
                .filter(value -> value.equals("1") || value.equalsIgnoreCase("true"))
                .map(asked -> REPEATABLE_GPU)
                .orElse(GPU);
    }
}
