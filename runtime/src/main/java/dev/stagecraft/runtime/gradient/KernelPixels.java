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
                products.add(product(
                        step,
                        images,
                        PixelPairs.of(step, images, 0, row),
                        PixelPairs.of(step, images, 1, column),
                        kernel));
            }
        }
        Operand<TNumber> stacked = step.named("filter_products").stack(products);
        return step.named("filter").reshape(stacked, sizes);
    }

    private static Operand<TNumber> product(
            BackwardStep step, Operand<TNumber> images, PixelPairs height, PixelPairs width, long[] kernel) {
        String place = height.pixel() + "_" + width.pixel();
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

    /** The part of images that pairs are in, from one corner. */
    static Operand<TNumber> cut(
            BackwardStep step,
            String name,
            Operand<TNumber> images,
            int top,
            int left,
            PixelPairs height,
            PixelPairs width) {
        return step.named(name)
                .slice(
                        images,
                        step.named(name + "_begin").constant(new int[] {0, top, left, 0}),
                        step.named(name + "_size").constant(new int[] {-1, height.pairs(), width.pairs(), -1}));
    }
}
