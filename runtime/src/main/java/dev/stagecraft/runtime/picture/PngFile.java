package dev.stagecraft.runtime.picture;

import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Writes pictures in the format PNG, by TensorFlow's operation. */
public final class PngFile {
    private PngFile() {}

    /**
     * The bytes of a file.
     *
     * @param channels 1 for gray, 3 for red, green and blue
     * @param values rows from the top, pixels from the left, channels innermost (HWC)
     */
    public static byte[] encode(int height, int width, int channels, byte[] values) {
        return TensorFlowCalls.get("encoding a PNG file", () -> {
            try (Graph graph = TensorFlowLibrary.newGraph()) {
                Ops tf = Ops.create(graph);
                Placeholder<TUint8> pixels = tf.placeholder(TUint8.class);
                var file = tf.image.encodePng(pixels);
                Shape shape = Shape.of(height, width, channels);
                try (Session session = SessionSettings.CPU.open(graph);
                        TUint8 fed = TUint8.tensorOf(shape, DataBuffers.of(values, true, false));
                        Result result =
                                session.runner().feed(pixels, fed).fetch(file).run()) {
                    return ((TString) result.get(0)).asBytes().getObject();
                }
            }
        });
    }
}
