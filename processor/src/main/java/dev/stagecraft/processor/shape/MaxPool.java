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
    public long valuesBetween(List<Shape> inputs) {
        return window.paddedValues(inputs.get(0));
    }

    @Override
    public long keptValues(List<Shape> inputs, Shape output) {
        return Math.addExact(output.values(), valuesBetween(inputs));
    }

    @Override
    public String arithmetic(Shape input) {
        return window.arithmetic(input);
    }
}
