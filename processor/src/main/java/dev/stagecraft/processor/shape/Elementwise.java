package dev.stagecraft.processor.shape;

import java.util.List;

/** A function of each value by itself. */
public enum Elementwise implements Operation {
    /** {@code max(x, 0)}. */
    RELU("relu", 0),
    /** A slope of 0.01 below 0. */
    LEAKY_RELU("leakyRelu", 1),
    /** {@code x · sigmoid(x)}. */
    SILU("silu", 2),
    /** {@code x · Φ(x)}. */
    GELU("gelu", 4),
    /** {@code 1 / (1 + exp(−x))}. */
    SIGMOID("sigmoid", 1);

    private final String kind;
    private final int tensors;

    /** How many tensors of the output's size it keeps; a rectifier works in place. */
    Elementwise(String kind, int tensors) {
        this.kind = kind;
        this.tensors = tensors;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }

    @Override
    public long keptValues(List<Shape> inputs, Shape output) {
        return Math.multiplyExact(output.values(), (long) tensors);
    }
}
