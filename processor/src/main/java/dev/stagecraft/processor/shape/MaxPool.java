package dev.stagecraft.processor.shape;

import java.util.List;

/** A max pool. */
public record MaxPool(Window window) implements Operation {
    @Override
    public String kind() {
        return "maxPool";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        Shape input = inputs.get(0);
        return Sliding.infer(window, input, input.channels());
    }
}
