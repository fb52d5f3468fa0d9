package dev.stagecraft.runtime.serve;

import com.google.protobuf.UnsafeByteOperations;
import dev.stagecraft.runtime.step.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/** Variables' values, and how they are written as constants of a graph. */
final class FrozenWeights {
    private final Map<String, float[]> values;

    /** @param values of each variable, in row-major order, by name */
    FrozenWeights(Map<String, float[]> values) {
        this.values = values;
    }

    /**
     * What a session holds. All is read at once: TensorFlow prepares its whole graph anew for each other set of tensors that
     * is asked for.
     */
    static FrozenWeights of(Session session, List<Variable> variables) {
        Map<String, float[]> values = new HashMap<>();
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                values.put(variables.get(i).name(), copy((TFloat32) result.get(i)));
            }
        }
        return new FrozenWeights(values);
    }

    private static float[] copy(TFloat32 tensor) {
        float[] copy = new float[Math.toIntExact(tensor.size())];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(copy, false, false)));
        return copy;
    }

    /** The values in row-major order. */
    float[] of(Variable variable) {
        return Objects.requireNonNull(values.get(variable.name()));
    }

    /** A constant's node. */
    static NodeDef constant(String name, Shape shape, float[] values) {
        // TensorFlow reads a tensor's content in the machine's own byte order.
        byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer().put(values);
        TensorShapeProto.Builder dims = TensorShapeProto.newBuilder();
        for (long size : shape.asArray()) {
            dims.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
        }
        TensorProto tensor = TensorProto.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setTensorShape(dims)
                // Nobody else has these bytes, which are most of the graph.
                .setTensorContent(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        return NodeDef.newBuilder()
                .setName(name)
                .setOp("Const")
                .putAttr(
                        "dtype",
                        AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
                .build();
    }
}
