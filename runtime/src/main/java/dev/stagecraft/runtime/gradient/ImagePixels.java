package dev.stagecraft.runtime.gradient;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.family.TNumber;

/**
 * The gradient of a convolution's images, computed for one pixel of the kernel after another: one matrix product of the
 * gradients of the output pixels that have a pair, which goes to the input pixels of these pairs. Products with padding are
 * left out: with a 3×3 kernel over images of 3×3 pixels these are 40 % of all.
 */
final class ImagePixels {
    private ImagePixels() {}

    static Operand<TNumber> gradient(BackwardStep step) {
        long[] sizes = step.input(1).shape().asArray();
        int height = Math.toIntExact(sizes[0]);
        int width = Math.toIntExact(sizes[1]);
        Operand<TNumber> flat = step.named("input_kernel")
                .reshape(step.input(1), step.named("input_kernel_shape").constant(new int[] {
                    height * width, Math.toIntExact(sizes[2]), Math.toIntExact(sizes[3])
                }));
        List<Operand<TNumber>> kernel = new ArrayList<>(step.named("input_kernel_pixels")
                .unstack(flat, (long) height * width)
                .output());
        List<Operand<TNumber>> parts = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                parts.add(part(
                        step,
                        kernel.get(row * width + column),
                        PixelPairs.of(step, step.input(0), 0, row),
                        PixelPairs.of(step, step.input(0), 1, column)));
            }
        }
        return step.named("input").math.addN(parts);
    }

    /** What one pixel of the kernel adds to the gradient of all images. */
    private static Operand<TNumber> part(
            BackwardStep step, Operand<TNumber> kernel, PixelPairs height, PixelPairs width) {
        String place = height.pixel() + "_" + width.pixel();
        boolean whole = height.isWhole() && width.isWhole();
        Operand<TNumber> gradients = whole
                ? step.gradient()
                : KernelPixels.cut(
                        step, "input_outputs" + place, step.gradient(), height.output(), width.output(), height, width);
        Operand<TNumber> product = step.named("input_product" + place)
                .linalg
                .matMul(
                        KernelGradient.rows(step, "input_gradients" + place, gradients, filters(step)),
                        kernel,
                        MatMul.transposeB(true));
        Operand<TNumber> images = step.named("input_images" + place)
                .reshape(product, step.named("input_images" + place + "_shape").constant(new int[] {
                    -1,
                    height.pairs(),
                    width.pairs(),
                    Math.toIntExact(step.input(0).shape().get(3))
                }));
        return whole ? images : padded(step, "input_part" + place, images, height, width);
    }

    private static long filters(BackwardStep step) {
        return step.input(1).shape().get(3);
    }

    /** Zeros for the input pixels that have no pair. */
    private static Operand<TNumber> padded(
            BackwardStep step, String name, Operand<TNumber> images, PixelPairs height, PixelPairs width) {
        int[][] zeros = {{0, 0}, {height.input(), height.after()}, {width.input(), width.after()}, {0, 0}};
        return step.rawBuilder(
                        "Pad", name, List.of(images, step.named(name + "_zeros").constant(zeros)))
                .build()
                .output(0);
    }
}
