package dev.stagecraft.processor.shape;

import java.util.List;

/** The mean over height and width. */
public record GlobalAveragePool() implements Operation {
    @Override
    public String kind() {
        return "globalAveragePool";
    }

    @Override
    public String label(Shape output) {
        return "global average pool";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(Shape.features(inputs.get(0).channels()));
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return Pixels.all(input);
    }
}
