package dev.stagecraft.processor.shape;

import java.util.List;

/** Drops a block's body for some images in training; how often depends on the block's position alone. */
public record StochasticDepth() implements Operation {
    @Override
    public String kind() {
        return "stochasticDepth";
    }

    @Override
    public String label(Shape output) {
        return "stochastic depth";
    }

    @Override
    public boolean dropsBody() {
        return true;
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }
}
