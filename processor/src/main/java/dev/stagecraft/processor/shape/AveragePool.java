package dev.stagecraft.processor.shape;

import java.util.List;

/** An average pool whose windows lie side by side; a window over the edge takes the mean of the pixels there are. */
public record AveragePool(int size) implements Operation {
    @Override
    public String kind() {
        return "averagePool";
    }

    @Override
    public String label(Shape output) {
        return Window.same(size, size).label("average pool");
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("stride", size));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return Sliding.infer(Window.same(size, size), input, input.channels());
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(Window.same(size, size), input);
    }

    @Override
    public String arithmetic(Shape input) {
        return Window.same(size, size).arithmetic(input);
    }
}
