package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.serve.ServingSession;
import org.tensorflow.Result;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/** A trained network on the CPU, which gives logits. One thread at a time may use it. */
public final class LogitsSession implements AutoCloseable {
    private final String name;
    private final Preprocessing preprocessing;
    private final ServingSession serving;

    /** Takes over the session, and closes it in {@link #close}. */
    LogitsSession(String name, Preprocessing preprocessing, ServingSession serving) {
        this.name = name;
        this.preprocessing = preprocessing;
        this.serving = serving;
    }

    /**
     * The logits of images, which are resized as everywhere.
     *
     * @param images {@code [count, height, width, channels]} as bytes
     * @param shape height, width and channels of each, of any height and width
     * @param count number of images, at least 1
     * @return {@code [count, classes]} in row-major order
     * @throws BadInputException if the images have other channels, or other values than they should
     * @throws RunFailedException if memory runs out
     */
    public float[] logits(byte[] images, ImageShape shape, int count) {
        if (shape.channels() != preprocessing.size().channels()
                || count < 1
                || images.length != (long) count * shape.values()) {
            throw new BadInputException(
                    name + " takes images with " + preprocessing.size().channels() + " channels, but was given "
                            + images.length + " values as " + count + " images of " + shape);
        }
        float[] resized = preprocessing.resize(images, shape, count);
        ImageShape size = preprocessing.size();
        Shape fed = Shape.of(count, size.height(), size.width(), size.channels());
        return TensorFlowCalls.get("an answer to " + count + " images", () -> run(fed, resized));
    }

    private float[] run(Shape shape, float[] values) {
        try (TFloat32 images = TFloat32.tensorOf(shape, DataBuffers.of(values, true, false));
                Result result = serving.runner(Math.toIntExact(shape.get(0)))
                        .feed(serving.graph().floats(), images)
                        .fetch(serving.graph().logits())
                        .run()) {
            TFloat32 logits = (TFloat32) result.get(0);
            float[] copy = new float[Math.toIntExact(logits.size())];
            logits.copyTo(NdArrays.wrap(logits.shape(), DataBuffers.of(copy, false, false)));
            return copy;
        }
    }

    /** Frees the session and its graph. */
    @Override
    public void close() {
        serving.close();
    }
}
