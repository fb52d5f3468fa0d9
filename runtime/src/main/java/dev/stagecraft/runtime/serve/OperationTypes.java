package dev.stagecraft.runtime.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/**
 * TensorFlow's own list of operations. Reading it takes a fifth of a second, so it is used only for types that {@link
 * ServingRule} does not name.
 */
final class OperationTypes {
    private static final Map<String, OpDef> ALL = new HashMap<>();

    static {
        TensorFlow.registeredOpList().getOpList().forEach(type -> ALL.put(type.getName(), type));
    }

    private OperationTypes() {}

    /** The definition of a type; empty if TensorFlow does not know it. */
    static Optional<OpDef> of(String type) {
        return Optional.ofNullable(ALL.get(type));
    }
}
