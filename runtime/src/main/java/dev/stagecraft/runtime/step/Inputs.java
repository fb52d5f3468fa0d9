package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.data.ImageShape;
import org.tensorflow.Operand;
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
 * @param learningRate a scalar
 * @param step number of training steps done, a scalar, 0 where it is not fed
 * @param pixels the images as the network sees them, {@code [batch, height, width, channels]} of its input, 0 to 1
 */
record Inputs(
        Operand<TUint8> images,
        Operand<TInt32> labels,
        Operand<TFloat32> learningRate,
        Operand<TInt64> step,
        Operand<TFloat32> pixels) {
    /**
     * Adds them to a graph.
     *
     * @param from size of the images that are fed
     * @param to size of the network's input
     */
    static Inputs add(Ops tf, ImageShape from, ImageShape to) {
        Ops input = tf.withSubScope("input");
        Operand<TUint8> images = input.withName("images")
                .placeholder(
                        TUint8.class,
                        Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, from.height(), from.width(), from.channels())));
        Operand<TInt32> labels =
                input.withName("labels").placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
        Operand<TFloat32> learningRate =
                input.withName("learning_rate").placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        Operand<TInt64> step = input.withName("step")
                .placeholderWithDefault(input.withName("first_step").constant(0L), Shape.scalar());
        Operand<TFloat32> floats = toFloat(input, images, from, to);
        Operand<TFloat32> pixels = input.withName("pixels")
                .math
                .div(floats, input.withName("white").constant(255f));
        return new Inputs(images, labels, learningRate, step, pixels);
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
