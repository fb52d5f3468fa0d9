package dev.stagecraft.export.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.stagecraft.runtime.data.ImageShape;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Map;

/** A model in ONNX Runtime. */
final class OnnxSession implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    OnnxSession(OnnxMl.ModelProto model) throws OrtException {
        session = environment.createSession(model.toByteArray());
    }

    OrtSession session() {
        return session;
    }

    /** An output for images of one size, in row-major order. */
    float[] run(byte[] images, ImageShape shape, int count, String output) throws OrtException {
        return run(images, output, count, shape.height(), shape.width(), shape.channels());
    }

    float[] run(byte[] images, String output, long... dims) throws OrtException {
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, ByteBuffer.wrap(images), dims, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of("images", fed))) {
            FloatBuffer values = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        }
    }

    /** Feeds what is of the wrong type. */
    void runFloats(float[] images, long... dims) throws OrtException {
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, FloatBuffer.wrap(images), dims)) {
            session.run(Map.of("images", fed)).close();
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
