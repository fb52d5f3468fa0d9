package dev.stagecraft.runtime.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** TensorFlow's own list, which takes a fifth of a second to read and is read for operations that no row of ours names. */
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
