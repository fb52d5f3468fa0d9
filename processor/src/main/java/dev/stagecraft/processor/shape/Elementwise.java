package dev.stagecraft.processor.shape;

import java.util.List;

/** A function of each value by itself. */
public enum Elementwise implements Operation {
    /** {@code max(x, 0)}. */
    RELU("relu"),
    /** A slope of 0.01 below 0. */
    LEAKY_RELU("leakyRelu"),
    /** {@code x · sigmoid(x)}. */
    SILU("silu"),
    /** {@code x · Φ(x)}. */
    GELU("gelu"),
    /** {@code 1 / (1 + exp(−x))}. */
    SIGMOID("sigmoid");

    private final String kind;

    Elementwise(String kind) {
        this.kind = kind;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }
}
