package dev.stagecraft.runtime.serve;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/** Values of small constants of a graph. */
final class ConstantValues {
    private ConstantValues() {}

    /** The values of a float32 constant; empty if the node is not a constant. */
    static float[] floats(@Nullable NodeDef constant) {
        TensorProto tensor = tensor(constant);
        if (tensor.getFloatValCount() == 1 && tensor.getTensorShape().getDimCount() == 0) {
            return new float[] {tensor.getFloatVal(0)};
        }
        FloatBuffer content = content(tensor).asFloatBuffer();
        float[] values = new float[content.remaining()];
        content.get(values);
        return values;
    }

    /** The values of an int32 constant; empty if the node is not a constant. */
    static int[] integers(@Nullable NodeDef constant) {
        IntBuffer content = content(tensor(constant)).asIntBuffer();
        int[] values = new int[content.remaining()];
        content.get(values);
        return values;
    }

    private static TensorProto tensor(@Nullable NodeDef constant) {
        return constant == null || !constant.getOp().equals(FrozenConstant.TYPE) || !constant.containsAttr("value")
                ? TensorProto.getDefaultInstance()
                : constant.getAttrOrThrow("value").getTensor();
    }

    private static ByteBuffer content(TensorProto tensor) {
        return tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.nativeOrder());
    }
}
