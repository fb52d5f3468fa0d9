package dev.stagecraft.runtime.train;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.guard.TensorFlowCalls;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.step.NetworkGraph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A network that is frozen for inference, on a device. It owns its graph and session, and closing it closes both. The
 * network that it was frozen from may be trained further or closed.
 *
 * <p>Several threads may use it at the same time.
 */
public final class ServingNetwork implements AutoCloseable {
    private final String name;
    private final ImageShape imageShape;
    private final Preprocessing preprocessing;
    private final int classes;
    private final ServingSession serving;

    ServingNetwork(
            String name,
            ImageShape imageShape,
            Preprocessing preprocessing,
            int classes,
            Device device,
            NetworkGraph source,
            Session weights) {
        this.name = name;
        this.imageShape = imageShape;
        this.preprocessing = preprocessing;
        this.classes = classes;
        serving = ServingSession.open(name, source, weights, device.isGpu());
    }

    /**
     * The logits of images.
     *
     * @param images {@code [count, height, width, channels]} as bytes, of the size that the network was opened for
     * @param count number of images, at least 1
     * @return {@code [count, classes]} in row-major order
     * @throws BadInputException if the images have another size
     * @throws RunFailedException if memory runs out, or this is closed
     */
    public float[] logits(byte[] images, int count) {
        return run(serving.graph().logits(), images, count);
    }

    /** As {@link #logits}, but probabilities: those of each image are at least 0 and sum to 1. */
    public float[] probabilities(byte[] images, int count) {
        return run(serving.graph().probabilities(), images, count);
    }

    private float[] run(Operand<TFloat32> wanted, byte[] images, int count) {
        if (count < 1 || images.length != (long) count * imageShape.values()) {
            throw new BadInputException(name + " takes images of " + imageShape + " with " + imageShape.values()
                    + " values each, but was given " + images.length + " values as " + count
                    + " images; the number of images must be at least 1 and fit the number of values");
        }
        return serving.during(
                () -> TensorFlowCalls.get("an answer to " + count + " images", () -> fetch(wanted, images, count)));
    }

    private float[] fetch(Operand<TFloat32> wanted, byte[] images, int count) {
        boolean resizes = preprocessing.changes(imageShape);
        Operand<?> place = resizes ? serving.graph().floats() : serving.graph().images();
        try (Tensor fed = resizes ? resized(images, count) : bytes(images, count);
                Result result =
                        serving.runner(count).feed(place, fed).fetch(wanted).run()) {
            TFloat32 tensor = (TFloat32) result.get(0);
            float[] values = new float[Math.multiplyExact(count, classes)];
            tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
            return values;
        }
    }

    private Tensor bytes(byte[] images, int count) {
        return TUint8.tensorOf(shape(imageShape, count), DataBuffers.of(images, true, false));
    }

    private Tensor resized(byte[] images, int count) {
        float[] values = preprocessing.resize(images, imageShape, count);
        return TFloat32.tensorOf(shape(preprocessing.size(), count), DataBuffers.of(values, true, false));
    }

    private static Shape shape(ImageShape each, int count) {
        return Shape.of(count, each.height(), each.width(), each.channels());
    }

    /** Refuses new calls, waits for calls in progress, and then frees everything. Closing again has no effect. */
    @Override
    public void close() {
        serving.close();
    }
}
