package dev.stagecraft.runtime.serve;

import com.google.protobuf.UnsafeByteOperations;
import dev.stagecraft.runtime.step.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * A constant of a frozen graph that takes the place of weights. Kernels are large, so only the name of their variable
 * is kept until their values are needed.
 *
 * @param name of the node
 * @param shape its dimensions
 * @param variable the variable whose values it has; empty if it has values of its own
 * @param numbers what each output channel of the variable is multiplied by, none for the variable as it is; or the values
 *     themselves
 * @param low whether it is rounded to bfloat16
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record FrozenConstant(String name, Shape shape, Optional<String> variable, float[] numbers, boolean low) {
    static final String TYPE = "Const";

    static FrozenConstant of(Variable variable) {
        return new FrozenConstant(variable.name(), variable.shape(), Optional.of(variable.name()), new float[0], false);
    }

    static FrozenConstant scaled(Variable kernel, float[] factors) {
        return new FrozenConstant(kernel.name(), kernel.shape(), Optional.of(kernel.name()), factors, false);
    }

    static FrozenConstant of(String name, Shape shape, float[] values) {
        return new FrozenConstant(name, shape, Optional.empty(), values, false);
    }

    /** The same with other numbers. */
    FrozenConstant withNumbers(float[] other) {
        return new FrozenConstant(name, shape, variable, other, low);
    }

    /** The same in bfloat16, under another name. */
    FrozenConstant lowered() {
        return new FrozenConstant(name + ".lowered", shape, variable, numbers, true);
    }

    /** The type of its values. */
    DataType type() {
        return low ? DataType.DT_BFLOAT16 : DataType.DT_FLOAT;
    }

    /** Its node without the value. */
    NodeDef node() {
        return NodeDef.newBuilder()
                .setName(name)
                .setOp(TYPE)
                .putAttr("dtype", AttrValue.newBuilder().setType(type()).build())
                .build();
    }

    /** Its node, with values that are computed from those of variables. */
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
                // These bytes are most of the graph. They are not copied, because nothing else uses them.
                .setTensorContent(UnsafeByteOperations.unsafeWrap(bytes))
                .build();
        return node().toBuilder()
                .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
                .build();
    }

    /** Its values. The caller closes them. */
    TType tensor(WeightTensors weights) {
        TFloat32 floats = variable.map(name -> weights.scaled(name, numbers))
                .orElseGet(() -> TFloat32.tensorOf(shape, DataBuffers.of(numbers, true, false)));
        if (!low) {
            return floats;
        }
        try (floats) {
            return WeightTensors.rounded(floats);
        }
    }
}
