package dev.stagecraft.benchmarks.probe;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.stagecraft.benchmarks.harness.Figures;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** ONNX Runtime's answers about the same images. They are given to it with the channels first, as it computes. */
public final class OnnxAnswering {
    private static final String PROBABILITIES = "probabilities";

    private OnnxAnswering() {}

    /** Takes an ONNX file, images of an answer, runs that are not counted, runs, and callers. */
    public static void main(String[] args) throws OrtException {
        int images = Integer.parseInt(args[1]);
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = sessionOptions();
                OrtSession session = environment.createSession(args[0], options)) {
            String input = session.getInputNames().iterator().next();
            NodeInfo described = Objects.requireNonNull(session.getInputInfo().get(input));
            long[] shape = ((TensorInfo) described.getInfo()).getShape();
            shape[0] = images;
            FloatBuffer pixels = channelsFirst(shape);
            Callers.measure(
                    Integer.parseInt(args[4]),
                    images,
                    Integer.parseInt(args[2]),
                    Integer.parseInt(args[3]),
                    () -> answer(environment, session, input, pixels, shape));
            float[] answer = answer(environment, session, input, pixels, shape);
            int best = 0;
            for (int i = 1; i < answer.length / images; i++) {
                best = answer[i] > answer[best] ? i : best;
            }
            Figures.print("best", best);
            Figures.print("probability", answer[best]);
        }
    }

    /** On every processor, as ours answers; left alone it may take fewer. */
    private static OrtSession.SessionOptions sessionOptions() throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        return options;
    }

    private static float[] answer(
            OrtEnvironment environment, OrtSession session, String input, FloatBuffer pixels, long[] shape) {
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, pixels.duplicate(), shape);
                OrtSession.Result result = session.run(Map.of(input, fed), Set.of(PROBABILITIES))) {
            FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] copy = new float[values.remaining()];
            values.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime does not answer", e);
        }
    }

    private static FloatBuffer channelsFirst(long[] shape) {
        int channels = (int) shape[1];
        int area = (int) (shape[2] * shape[3]);
        int count = (int) shape[0] * channels * area;
        byte[] bytes = Synthetic.bytes(count);
        FloatBuffer pixels = ByteBuffer.allocateDirect(count * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        for (int i = 0; i < count; i++) {
            int image = i / (channels * area);
            int channel = i / area % channels;
            pixels.put(i, bytes[(image * area + i % area) * channels + channel] & 0xff);
        }
        return pixels;
    }
}
