package dev.stagecraft.runtime.gradient;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationAttributeInspector;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient of a convolution's kernel. TensorFlow's operation is the fastest form only for some shapes, so {@link
 * KernelForms} chooses the form if {@link GradientForms} allows it.
 */
final class KernelGradient {
    private static final String[] WHERE = {"strides", "padding"};

    private KernelGradient() {}

    /** @param attributes what the operation has of the convolution's */
    static Operand<TNumber> of(BackwardStep step, String... attributes) {
        boolean chooses = step.isLow() || step.forms().direct();
        return of(step, chooses ? KernelForms.of(step) : KernelForm.OPERATION, attributes);
    }

    static Operand<TNumber> of(BackwardStep step, KernelForm form, String... attributes) {
        Operand<TInt32> sizes = step.kernelSizes(1);
        boolean subsampled = PointwiseConvolution.isStrided(step);
        Operand<TNumber> images = subsampled ? PointwiseConvolution.seen(step) : step.input(0);
        if (form == KernelForm.PATCHES) {
            return byPatches(step, images, sizes);
        }
        if (form == KernelForm.PIXELS) {
            return KernelPixels.gradient(step, images, sizes);
        }
        List<Operand<?>> inputs = List.of(images, sizes, step.gradient());
        return subsampled
                ? PointwiseConvolution.filter(step, inputs)
                : step.raw("Conv2DBackpropFilter", "filter", inputs, attributes);
    }

    /** The pixels under the kernel in a row for each output pixel, and a product with the gradient of that pixel. */
    private static Operand<TNumber> byPatches(BackwardStep step, Operand<TNumber> images, Operand<TInt32> sizes) {
        long[] kernel = step.input(1).shape().asArray();
        Operand<TNumber> patches = kernel[0] == 1 && kernel[1] == 1 ? images : patches(step, images, kernel);
        Operand<TNumber> rows = rows(step, "filter_rows", patches, kernel[0] * kernel[1] * kernel[2]);
        Operand<TNumber> gradients = rows(step, "filter_gradients", step.gradient(), kernel[3]);
        Operand<TNumber> product = step.named("filter_product").linalg.matMul(rows, gradients, MatMul.transposeA(true));
        return step.named("filter").reshape(product, sizes);
    }

    private static Operand<TNumber> patches(BackwardStep step, Operand<TNumber> images, long[] kernel) {
        OperationAttributeInspector attributes = step.operation().attributes();
        List<Operand<?>> inputs = List.of(images);
        return step.rawBuilder("ExtractImagePatches", "filter_patches", inputs, WHERE)
                .setAttr("ksizes", new long[] {1, kernel[0], kernel[1], 1})
                .setAttr("rates", attributes.getAttrIntList("dilations"))
                .build()
                .output(0);
    }

    /** Images as a matrix, with a row for each pixel. */
    static Operand<TNumber> rows(BackwardStep step, String name, Operand<TNumber> images, long values) {
        return step.named(name).reshape(images, step.named(name + "_shape").constant(new int[] {
            -1, Math.toIntExact(values)
        }));
    }
}
