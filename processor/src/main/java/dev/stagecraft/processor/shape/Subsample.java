package dev.stagecraft.processor.shape;

import java.util.List;

/** Every stride-th pixel in height and width, beginning with the first. */
public record Subsample(int stride) implements Operation {
    @Override
    public String kind() {
        return "subsample";
    }

    @Override
    public String label(Shape output) {
        return "subsample, /" + stride;
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("stride", stride));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return Sliding.infer(Window.same(1, stride), input, input.channels());
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(Window.same(1, stride), input);
    }

    @Override
    public String arithmetic(Shape input) {
        return Window.same(1, stride).arithmetic(input);
    }
}
