package dev.stagecraft.processor.shape;

import java.util.List;

/** Zeros as further channels, after those there are. */
public record PadChannels(int more) implements Operation {
    @Override
    public String kind() {
        return "padChannels";
    }

    @Override
    public String label(Shape output) {
        return more + " channels of zeros";
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("more", more));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return new Inference.Known(Shape.image(input.height(), input.width(), Math.addExact(input.channels(), more)));
    }
}
