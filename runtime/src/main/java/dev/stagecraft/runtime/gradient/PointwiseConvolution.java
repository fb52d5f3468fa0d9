package dev.stagecraft.runtime.gradient;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The kernel's gradient of 1×1 convolutions with a stride. Such a convolution sees only every stride-th pixel, so the
 * gradient is that of a convolution without stride over those pixels. TensorFlow's own operation with the stride writes
 * outside its memory where oneDNN is at work and channels are few, which ends the process; {@code docs/decisions.md},
 * "The kernel's gradient of a strided 1×1 convolution", has the measurements.
 */
final class PointwiseConvolution {
    private PointwiseConvolution() {}

    /** Whether a convolution of NHWC images is 1×1, has a stride, and pads nothing. */
    static boolean isStrided(BackwardStep step) {
        long[] kernel = step.input(1).shape().asArray();
        var attributes = step.operation().attributes();
        return kernel[0] == 1
                && kernel[1] == 1
                && attributes.getAttrString("data_format").equals("NHWC")
                && !attributes.getAttrString("padding").equals("EXPLICIT")
                && (stride(step, 1) > 1 || stride(step, 2) > 1);
    }

    /** The pixels that the convolution sees. */
    static Operand<TNumber> seen(BackwardStep step) {
        long[] strides = {1, stride(step, 1), stride(step, 2), 1};
        if (step.forms().direct()) {
            OperationBuilder builder = step.rawBuilder(Subsampling.TYPE, "filter_pixels", List.of(step.input(0)));
            Subsampling.complete(builder, strides);
            return builder.build().output(0);
        }
        // Masked bounds are those of the image.
        Operand<TInt32> bounds = step.named("filter_bounds").constant(new int[4]);
        Operand<TInt32> steps =
                step.named("filter_strides").constant(new int[] {1, stride(step, 1), stride(step, 2), 1});
        return step.named("filter_pixels")
                .stridedSlice(
                        step.input(0), bounds, bounds, steps, StridedSlice.beginMask(15L), StridedSlice.endMask(15L));
    }

    /** @param inputs the pixels that are seen, the kernel's shape, and the gradient */
    static Operand<TNumber> filter(BackwardStep step, List<Operand<?>> inputs) {
        return step.rawBuilder("Conv2DBackpropFilter", "filter", inputs)
                .setAttr("strides", new long[] {1, 1, 1, 1})
                .setAttr("padding", "VALID")
                .build()
                .output(0);
    }

    private static int stride(BackwardStep step, int axis) {
        return Math.toIntExact(step.operation().attributes().getAttrIntList("strides")[axis]);
    }
}
