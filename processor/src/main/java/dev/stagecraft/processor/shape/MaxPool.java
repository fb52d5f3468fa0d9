package dev.stagecraft.processor.shape;

import java.util.List;

/** A max pool. */
public record MaxPool(Window window) implements Operation {
    @Override
    public String kind() {
        return "maxPool";
    }

    @Override
    public String label(Shape output) {
        return window.label("max pool");
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("kernel", window.size()), new Numeral("stride", window.stride()));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return Sliding.infer(window, input, input.channels());
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(window, input);
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs, Shape output) {
        return List.of(Tensor.padded(window.paddedPixels(inputs.get(0)), inputs.get(0)), Tensor.output(output));
    }

    @Override
    public long keptValues(List<Shape> inputs, Shape output) {
        return Math.addExact(output.values(), window.paddedValues(inputs.get(0)));
    }

    @Override
    public String arithmetic(Shape input) {
        return window.arithmetic(input);
    }
}
