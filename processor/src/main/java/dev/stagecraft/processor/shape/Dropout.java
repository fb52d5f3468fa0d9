package dev.stagecraft.processor.shape;

import java.util.List;

/** Drops features in training with a probability. */
public record Dropout(double rate) implements Operation {
    @Override
    public String kind() {
        return "dropout";
    }

    @Override
    public String label(Shape output) {
        return "dropout";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }
}
