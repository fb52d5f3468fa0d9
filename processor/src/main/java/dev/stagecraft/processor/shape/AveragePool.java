package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * An average pool whose windows lie side by side.
 *
 * @param size height and width of a window, and the stride, in pixels
 * @param whole whether pixels at the end that fill no window are left out; else a window over the edge takes the mean of
 *     the pixels there are
 */
public record AveragePool(int size, boolean whole) implements Operation {
    /** One that leaves no pixel out. */
    public static AveragePool ofAllPixels(int size) {
        return new AveragePool(size, false);
    }

    /** One without windows over the edge. */
    public static AveragePool ofWholeWindows(int size) {
        return new AveragePool(size, true);
    }

    @Override
    public String kind() {
        return "averagePool";
    }

    @Override
    public String label(Shape output) {
        return window().label("average pool");
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("stride", size));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        if (whole && Math.min(input.height(), input.width()) < size) {
            return new Inference.Impossible(new Fault.NoWholeWindow(input, size));
        }
        return Sliding.infer(window(), input, input.channels());
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(window(), input);
    }

    @Override
    public String arithmetic(Shape input) {
        return window().arithmetic(input);
    }

    private Window window() {
        return whole ? Window.unpadded(size, size) : Window.same(size, size);
    }
}
