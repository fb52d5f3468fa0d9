package dev.stagecraft.runtime.gradient;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient of a kernel, computed for one pixel of the kernel after another. Each kernel pixel multiplies the input
 * pixels at a fixed offset from the output pixels, so its gradient is one matrix product over those pairs. Pairs whose
 * input pixel is padding are left out: with a 3×3 kernel over images of 3×3 pixels these are 40 % of all.
 */
final class KernelPixels {
    private KernelPixels() {}

    /**
     * @param images that the kernel sees, without the pixels that its stride skips
     * @param sizes of the kernel
     */
    static Operand<TNumber> gradient(BackwardStep step, Operand<TNumber> images, Operand<TInt32> sizes) {
        long[] kernel = step.input(1).shape().asArray();
        List<Operand<TNumber>> products = new ArrayList<>();
        for (int row = 0; row < kernel[0]; row++) {
            for (int column = 0; column < kernel[1]; column++) {
                products.add(
                        product(step, images, Side.of(step, images, 0, row), Side.of(step, images, 1, column), kernel));
            }
        }
        Operand<TNumber> stacked = step.named("filter_products").stack(products);
        return step.named("filter").reshape(stacked, sizes);
    }

    private static Operand<TNumber> product(
            BackwardStep step, Operand<TNumber> images, Side height, Side width, long[] kernel) {
        String place = height.pixel + "_" + width.pixel;
        Operand<TNumber> gradients = step.gradient();
        Operand<TNumber> seen = images;
        if (!height.isWhole() || !width.isWhole()) {
            seen = cut(step, "filter_images" + place, images, height.input(), width.input(), height, width);
            gradients = cut(step, "filter_outputs" + place, gradients, height.output(), width.output(), height, width);
        }
        return step.named("filter_product" + place)
                .linalg
                .matMul(
                        KernelGradient.rows(step, "filter_rows" + place, seen, kernel[2]),
                        KernelGradient.rows(step, "filter_gradients" + place, gradients, kernel[3]),
                        MatMul.transposeA(true));
    }

    private static Operand<TNumber> cut(
            BackwardStep step, String name, Operand<TNumber> images, int top, int left, Side height, Side width) {
        return step.named(name)
                .slice(
                        images,
                        step.named(name + "_begin").constant(new int[] {0, top, left, 0}),
                        step.named(name + "_size").constant(new int[] {-1, height.pairs(), width.pairs(), -1}));
    }

    /** Whether a convolution has this form: without a stride, and with a pair for every pixel of its kernel. */
    static boolean isPossible(BackwardStep step, int stride) {
        long[] kernel = step.input(1).shape().asArray();
        for (int axis = 0; axis < 2; axis++) {
            for (int pixel = 0; pixel < kernel[axis]; pixel++) {
                if (stride != 1 || Side.of(step, step.input(0), axis, pixel).pairs() < 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /**
     * What one pixel of the kernel meets along one side of the images.
     *
     * @param pixel of the kernel
     * @param offset from an output pixel to the input pixel that it meets
     * @param inputs length of the side of the images
     * @param outputs length of the side of the result
     */
    private record Side(int pixel, int offset, int inputs, int outputs) {
        static Side of(BackwardStep step, Operand<TNumber> images, int axis, int pixel) {
            boolean padded =
                    step.operation().attributes().getAttrString("padding").equals("SAME");
            long kernel = step.input(1).shape().get(axis);
            // If the number of zeros is odd, TensorFlow adds the smaller half before the image.
            int before = padded ? Math.toIntExact((kernel - 1) / 2) : 0;
            return new Side(
                    pixel,
                    pixel - before,
                    Math.toIntExact(images.shape().get(axis + 1)),
                    Math.toIntExact(step.output(0).shape().get(axis + 1)));
        }

        /** The first output pixel with a pair. */
        int output() {
            return Math.max(0, -offset);
        }

        /** The first input pixel with a pair. */
        int input() {
            return output() + offset;
        }

        int pairs() {
            return Math.min(outputs, inputs - offset) - output();
        }

        boolean isWhole() {
            return pairs() == inputs && pairs() == outputs;
        }
    }
}
