package dev.stagecraft.export.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The values of a constant of TensorFlow, in row-major order.
 *
 * @param name of its operation
 * @param shape its dimensions; none for a scalar
 * @param values as float32, which holds the small whole numbers of sizes and axes exactly
 */
@SuppressWarnings("ArrayRecordComponent") // Values are handed on, and nobody compares two.
record Constant(String name, long[] shape, float[] values) {
    /** Reads an operation of type Const. */
    static Constant of(NodeDef node) {
        TensorProto tensor = node.getAttrOrThrow("value").getTensor();
        long[] shape = tensor.getTensorShape().getDimList().stream()
                .mapToLong(TensorShapeProto.Dim::getSize)
                .toArray();
        long count = 1;
        for (long size : shape) {
            count *= size;
        }
        return new Constant(node.getName(), shape, values(tensor, Math.toIntExact(count)));
    }

    private static float[] values(TensorProto tensor, int count) {
        boolean whole = tensor.getDtype() == DataType.DT_INT32;
        if (!whole && tensor.getDtype() != DataType.DT_FLOAT) {
            throw new IllegalStateException("a constant has type " + tensor.getDtype());
        }
        float[] values = new float[count];
        ByteBuffer content = tensor.getTensorContent().asReadOnlyByteBuffer().order(ByteOrder.nativeOrder());
        int listed = whole ? tensor.getIntValCount() : tensor.getFloatValCount();
        for (int i = 0; i < count; i++) {
            if (content.hasRemaining()) {
                values[i] = whole ? content.getInt() : content.getFloat();
            } else if (listed > 0) {
                // TensorFlow leaves out what repeats the last value.
                int at = Math.min(i, listed - 1);
                values[i] = whole ? tensor.getIntVal(at) : tensor.getFloatVal(at);
            }
        }
        return values;
    }

    /** The same with its dimensions in another order. */
    Constant permuted(int... order) {
        int rank = shape.length;
        long[] permuted = new long[rank];
        int[] strides = new int[rank];
        int stride = 1;
        for (int i = rank - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= (int) shape[i];
        }
        for (int i = 0; i < rank; i++) {
            permuted[i] = shape[order[i]];
        }
        float[] moved = new float[values.length];
        int[] index = new int[rank];
        int from = 0;
        for (int to = 0; to < moved.length; to++) {
            moved[to] = values[from];
            for (int i = rank - 1; i >= 0; i--) {
                from += strides[order[i]];
                if (++index[i] < permuted[i]) {
                    break;
                }
                from -= strides[order[i]] * index[i];
                index[i] = 0;
            }
        }
        return new Constant(name, permuted, moved);
    }

    /** The same values with other dimensions. */
    Constant reshaped(long... dims) {
        return new Constant(name, dims, values);
    }

    /** A value as a whole number. */
    long whole(int index) {
        return (long) values[index];
    }
}
