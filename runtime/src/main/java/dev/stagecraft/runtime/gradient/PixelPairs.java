package dev.stagecraft.runtime.gradient;

import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The pixels that one pixel of a kernel meets along one side of the images: each output pixel is paired with the input pixel
 * at a fixed offset from it, if that is no padding.
 *
 * @param pixel of the kernel
 * @param offset from an output pixel to the input pixel that it meets
 * @param inputs length of the side of the images
 * @param outputs length of the side of the result
 */
record PixelPairs(int pixel, int offset, int inputs, int outputs) {
    /**
     * The pairs of a convolution without a stride.
     *
     * @param images that the kernel sees
     * @param axis 0 for the height, 1 for the width
     * @param pixel of the kernel along this side
     */
    static PixelPairs of(BackwardStep step, Operand<TNumber> images, int axis, int pixel) {
        boolean padded = step.operation().attributes().getAttrString("padding").equals("SAME");
        long kernel = step.input(1).shape().get(axis);
        // If the number of zeros is odd, TensorFlow adds the smaller half before the image.
        int before = padded ? Math.toIntExact((kernel - 1) / 2) : 0;
        return new PixelPairs(
                pixel,
                pixel - before,
                Math.toIntExact(images.shape().get(axis + 1)),
                Math.toIntExact(step.output(0).shape().get(axis + 1)));
    }

    /** Whether every pixel of a kernel has a pair, and there is no stride. */
    static boolean areEverywhere(BackwardStep step, int stride) {
        long[] kernel = step.input(1).shape().asArray();
        for (int axis = 0; axis < 2; axis++) {
            for (int pixel = 0; pixel < kernel[axis]; pixel++) {
                if (stride != 1 || of(step, step.input(0), axis, pixel).pairs() < 1) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The first output pixel with a pair. */
    int output() {
        return Math.max(0, -offset);
    }

    /** The first input pixel with a pair. */
    int input() {
        return output() + offset;
    }

    /** How many input pixels there are behind the last one with a pair. */
    int after() {
        return inputs - input() - pairs();
    }

    int pairs() {
        return Math.min(outputs, inputs - offset) - output();
    }

    boolean isWhole() {
        return pairs() == inputs && pairs() == outputs;
    }
}
