package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.network.Network;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * What is fed to a graph.
 *
 * @param images {@code [batch, height, width, channels]}, any batch, as the data has them
 * @param labels {@code [batch]}
 * @param distributions {@code [batch, classes]}; empty if targets are labels
 * @param learningRate a scalar
 * @param lossScale a scalar; empty if the loss is not scaled
 * @param step number of training steps done, a scalar, 0 where it is not fed
 * @param floats the images in the size of the network's input, 0 to 255; what is fed here in place of images was resized
 *     before
 * @param pixels those divided by the preprocessing's scale, 0 to 1 unless it says otherwise
 * @param prepared the pixels as the network sees them, by the preprocessing's mean and deviation; the pixels themselves
 *     where it has none
 * @param kept the images that the device keeps, which training takes in place of the fed ones; empty if it keeps none
 */
record Inputs(
        Operand<TUint8> images,
        Operand<TInt32> labels,
        Optional<Operand<TFloat32>> distributions,
        Operand<TFloat32> learningRate,
        Optional<Operand<TFloat32>> lossScale,
        Operand<TInt64> step,
        Operand<TFloat32> floats,
        Operand<TFloat32> pixels,
        Operand<TFloat32> prepared,
        Optional<KeptImages> kept) {
    /**
     * Adds them to a graph.
     *
     * @param from size of the images that are fed
     * @param network that they are fed to
     * @param targets of its training
     * @param scaled whether the loss is scaled
     */
    static Inputs add(Ops tf, ImageShape from, Network network, Targets targets, boolean scaled) {
        return add(tf, from, network, targets, scaled, Optional.empty());
    }

    /**
     * As the other.
     *
     * @param form of the images that the device keeps; empty if it keeps none
     */
    static Inputs add(
            Ops tf, ImageShape from, Network network, Targets targets, boolean scaled, Optional<KeptForm> form) {
        Preprocessing preprocessing = network.preprocessing();
        Ops input = tf.withSubScope("input");
        Operand<TUint8> images = input.withName("images")
                .placeholder(
                        TUint8.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, from.height(), from.width(), from.channels())));
        Operand<TInt32> labels =
                input.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        Optional<Operand<TFloat32>> distributions = targets == Targets.LABELS
                ? Optional.empty()
                : Optional.of(input.withName("distributions")
                        .placeholder(
                                TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, network.classes()))));
        Operand<TFloat32> learningRate =
                input.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        Optional<Operand<TFloat32>> lossScale = scaled
                ? Optional.of(
                        input.withName("loss_scale").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())))
                : Optional.empty();
        Operand<TInt64> step = input.withName("step")
                .placeholderWithDefault(input.withName("first_step").constant(0L), Shape.scalar());
        Operand<TFloat32> floats = toFloat(input, images, from, preprocessing.size());
        Operand<TFloat32> pixels = input.withName("pixels")
                .math
                .div(floats, input.withName("white").constant(preprocessing.scale()));
        Operand<TFloat32> prepared = prepared(input, pixels, preprocessing);
        Optional<KeptImages> kept = form.map(each -> KeptImages.add(input, each));
        return new Inputs(images, labels, distributions, learningRate, lossScale, step, floats, pixels, prepared, kept);
    }

    /** What training computes with in place of what is fed. The network is known by what is fed. */
    Map<Output<?>, Output<?>> replaced() {
        return kept.<Map<Output<?>, Output<?>>>map(
                        images -> Map.of(floats.asOutput(), images.floats().asOutput()))
                .orElse(Map.of());
    }

    /** What was not declared adds no operation. */
    private static Operand<TFloat32> prepared(Ops input, Operand<TFloat32> pixels, Preprocessing preprocessing) {
        Operand<TFloat32> prepared = pixels;
        if (!preprocessing.mean().isEmpty()) {
            Operand<TFloat32> mean = input.withName("mean").constant(values(preprocessing.mean()));
            prepared = input.withName("centered").math.sub(prepared, mean);
        }
        if (!preprocessing.deviation().isEmpty()) {
            Operand<TFloat32> deviation = input.withName("deviation").constant(values(preprocessing.deviation()));
            prepared = input.withName("standardized").math.div(prepared, deviation);
        }
        return prepared;
    }

    private static float[] values(List<Float> each) {
        float[] values = new float[each.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = each.get(i);
        }
        return values;
    }

    private static Operand<TFloat32> toFloat(Ops input, Operand<TUint8> images, ImageShape from, ImageShape to) {
        if (from.height() == to.height() && from.width() == to.width()) {
            return input.withName("floats").dtypes.cast(images, TFloat32.class);
        }
        return input.withName("resized")
                .image
                .resizeBilinear(
                        images,
                        input.withName("size").constant(new int[] {to.height(), to.width()}),
                        ResizeBilinear.halfPixelCenters(true));
    }
}
