package dev.stagecraft.runtime.gradient;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
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
        int height = stride(step, 1);
        int width = stride(step, 2);
        if (step.forms().direct()) {
            OperationBuilder builder = step.rawBuilder(Subsampling.TYPE, "filter_pixels", List.of(step.input(0)));
            Subsampling.complete(builder, new long[] {1, height, width, 1});
            return builder.build().output(0);
        }
        return Subsampling.slice(step::named, "filter_pixels", step.input(0), new int[] {1, height, width, 1});
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
