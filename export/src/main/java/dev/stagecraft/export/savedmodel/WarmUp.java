package dev.stagecraft.export.savedmodel;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.io.MaskedCrc;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * What TensorFlow Serving asks a model before it answers others: one gray picture of the network's size. The message is
 * {@code PredictionLog} in a record of TensorFlow, and TensorFlow Java has no class for it.
 */
final class WarmUp {
    /** {@code PredictionLog.predict_log}. */
    private static final int PREDICT_LOG = 6;

    /** {@code PredictLog.request}. */
    private static final int REQUEST = 1;

    /** {@code PredictRequest.model_spec}. */
    private static final int MODEL_SPEC = 1;

    /** {@code PredictRequest.inputs}, a map. */
    private static final int INPUTS = 2;

    /** {@code ModelSpec.name}. */
    private static final int NAME = 1;

    /** {@code ModelSpec.signature_name}. */
    private static final int SIGNATURE_NAME = 3;

    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final byte GRAY = (byte) 128;

    private WarmUp() {}

    /** A file with one request. */
    static byte[] record(String model, ImageShape size) throws IOException {
        byte[] message = message(PREDICT_LOG, message(REQUEST, request(model, size)));
        byte[] length = number(Long.BYTES).putLong(message.length).array();
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.writeBytes(length);
        record.writeBytes(checksum(length));
        record.writeBytes(message);
        record.writeBytes(checksum(message));
        return record.toByteArray();
    }

    private static byte[] request(String model, ImageShape size) throws IOException {
        byte[] spec = join(
                message(NAME, model.getBytes(StandardCharsets.UTF_8)),
                message(SIGNATURE_NAME, ServingDefinition.SIGNATURE.getBytes(StandardCharsets.UTF_8)));
        byte[] input = join(
                message(KEY, ServingDefinition.IMAGES.getBytes(StandardCharsets.UTF_8)),
                message(VALUE, image(size).toByteArray()));
        return join(message(MODEL_SPEC, spec), message(INPUTS, input));
    }

    private static TensorProto image(ImageShape size) {
        byte[] pixels = new byte[size.values()];
        Arrays.fill(pixels, GRAY);
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int each : new int[] {1, size.height(), size.width(), size.channels()}) {
            shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(each));
        }
        return TensorProto.newBuilder()
                .setDtype(DataType.DT_UINT8)
                .setTensorShape(shape)
                .setTensorContent(ByteString.copyFrom(pixels))
                .build();
    }

    /** A field whose value has a length: a message, text or bytes. */
    private static byte[] message(int field, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(field, content);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] checksum(byte[] bytes) {
        return number(Integer.BYTES)
                .putInt(MaskedCrc.of(bytes, 0, bytes.length))
                .array();
    }

    private static ByteBuffer number(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
