package dev.stagecraft.export.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.io.ForeignText;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** A model in ONNX Runtime. */
final class OnnxRuntimeNetwork implements AutoCloseable {
    private final Path file;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxRuntimeNetwork(Path file, OrtEnvironment environment, OrtSession session) {
        this.file = file;
        this.environment = environment;
        this.session = session;
    }

    static OnnxRuntimeNetwork open(Path file) {
        try {
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            return new OnnxRuntimeNetwork(file, environment, environment.createSession(file.toString()));
        } catch (OrtException e) {
            throw refused(file, e);
        }
    }

    private static BadInputException refused(Path file, OrtException e) {
        return new BadInputException(
                file + " is refused by ONNX Runtime (" + ForeignText.printed(e.getMessage()) + "); export it again", e);
    }

    /** As {@link dev.stagecraft.export.OpenedExport#logits}. */
    float[] logits(byte[] images, ImageShape shape, int count) {
        long[] dims = {count, shape.height(), shape.width(), shape.channels()};
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, ByteBuffer.wrap(images), dims, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(OnnxModel.IMAGES, fed), Set.of(OnnxModel.LOGITS))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        } catch (OrtException e) {
            throw refused(file, e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw refused(file, e);
        }
    }
}
