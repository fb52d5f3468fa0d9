package dev.stagecraft.processor.shape;

import java.util.List;

/** The rectifier, {@code max(x, 0)}. */
public record Relu() implements Operation {
    @Override
    public String kind() {
        return "relu";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }
}
