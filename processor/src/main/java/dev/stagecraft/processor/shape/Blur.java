package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * A blur that comes before pixels are left out: every channel by itself under the fixed kernel
 * {@code [1 2 1] ⊗ [1 2 1] / 16}, so that nothing is learned (Zhang, <i>Making Convolutional Networks Shift-Invariant
 * Again</i>, 2019, section 3.2). Beyond the edges it reads the image mirrored in its outermost pixels.
 *
 * @param stride in pixels
 */
public record Blur(int stride) implements Operation {
    private static final int SIZE = 3;

    /** What is mirrored is the pixel beside the outermost one. */
    private static final int LEAST_PIXELS = 2;

    @Override
    public String kind() {
        return "blur";
    }

    @Override
    public String label(Shape output) {
        return window().label("blur");
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("stride", stride));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (Math.min(input.height(), input.width()) < LEAST_PIXELS) {
            return new Inference.Impossible(new Fault.NothingToMirror(input, LEAST_PIXELS));
        }
        return Sliding.infer(window(), input, input.channels());
    }

    @Override
    public long multiplyAccumulates(Shape output) {
        return Math.multiplyExact((long) SIZE * SIZE, output.values());
    }

    /** The mirrored pixels are among those that windows at the edge read anyway. */
    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(window(), input);
    }

    /** The image with its mirrored pixels; going back needs its shape alone. */
    @Override
    public List<Tensor> tensors(List<Shape> inputs, Shape output) {
        return List.of(Tensor.padded(SIZE - 1, inputs.get(0)), Tensor.output(output));
    }

    @Override
    public String arithmetic(Shape input) {
        return window().arithmetic(input);
    }

    private Window window() {
        return Window.symmetric(SIZE, stride);
    }
}
