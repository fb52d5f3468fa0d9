package dev.stagecraft.runtime.host;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.OpDef;

/**
 * TensorFlow's definitions of operations. Each is asked for by itself: reading the list of all takes a fifth of a second at
 * the start of a process.
 */
public final class OperationTypes {
    private static final Map<String, Optional<OpDef>> KNOWN = new ConcurrentHashMap<>();

    private OperationTypes() {}

    /** The definition of a type; empty if TensorFlow does not know it. */
    public static Optional<OpDef> of(String type) {
        return KNOWN.computeIfAbsent(type, OperationTypes::read);
    }

    @SuppressWarnings("try") // The scope is never named: it frees what is made while it is open.
    private static Optional<OpDef> read(String type) {
        try (PointerScope scope = new PointerScope()) {
            TF_Status status = TF_Status.newStatus();
            TF_Buffer definition = TF_Buffer.newBuffer();
            tensorflow.TF_GraphGetOpDef(TF_Graph.newGraph(), type, definition, status);
            return tensorflow.TF_GetCode(status) == tensorflow.TF_OK
                    ? Optional.of(OpDef.parseFrom(definition.copyData()))
                    : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("TensorFlow's definition of " + type + " cannot be read", e);
        }
    }
}
