package dev.stagecraft.runtime.serve;

import com.google.protobuf.UnsafeByteOperations;
import dev.stagecraft.runtime.step.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;

/**
 * A constant of a frozen graph that takes the place of weights. Kernels are large, so they are held by their variable's name
 * until somebody needs their values.
 *
 * @param name of the node
 * @param shape its dimensions
 * @param variable whose values it has; empty where they are its own
 * @param numbers what each output channel of the variable is multiplied by, none for the variable as it is; or the values
 *     themselves
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record FrozenConstant(String name, Shape shape, Optional<String> variable, float[] numbers) {
    static final String TYPE = "Const";

    static FrozenConstant of(Variable variable) {
        return new FrozenConstant(variable.name(), variable.shape(), Optional.of(variable.name()), new float[0]);
    }

    static FrozenConstant scaled(Variable kernel, float[] factors) {
        return new FrozenConstant(kernel.name(), kernel.shape(), Optional.of(kernel.name()), factors);
    }

    static FrozenConstant of(String name, Shape shape, float[] values) {
        return new FrozenConstant(name, shape, Optional.empty(), values);
    }

    /** Its node without the value. */
    NodeDef node() {
        return NodeDef.newBuilder()
                .setName(name)
                .setOp(TYPE)
                .putAttr(
                        "dtype",
                        AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                .build();
    }

    /** Its node, with values made of those of variables. */
    NodeDef node(Function<String, float[]> weights) {
        float[] values = variable.map(weights).orElse(numbers);
        if (variable.isPresent() && numbers.length > 0) {
            values = values.clone();
            FoldedNorm.scale(values, values.length, numbers);
        }
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
        return node().toBuilder()
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
                .build();
    }

    /** Gives its values, which are there until this returns. */
    void with(WeightTensors weights, Consumer<TFloat32> taker) {
        if (variable.isPresent() && numbers.length == 0) {
            taker.accept(weights.tensor(variable.get()));
            return;
        }
        try (TFloat32 made = variable.map(kernel -> weights.scaled(kernel, numbers))
                .orElseGet(() -> TFloat32.tensorOf(shape, DataBuffers.of(numbers, true, false)))) {
            taker.accept(made);
        }
    }
}
