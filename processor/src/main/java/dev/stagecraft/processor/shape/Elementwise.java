package dev.stagecraft.processor.shape;

import java.util.List;

/** A function of each value by itself. */
public enum Elementwise implements Operation {
    /** {@code max(x, 0)}. */
    RELU("relu", "ReLU", 0),
    /** A slope of 0.01 below 0. */
    LEAKY_RELU("leakyRelu", "leaky ReLU", 1),
    /** {@code x · sigmoid(x)}. */
    SILU("silu", "SiLU", 2),
    /** {@code x · Φ(x)}. */
    GELU("gelu", "GELU", 4),
    /** {@code 1 / (1 + exp(−x))}. */
    SIGMOID("sigmoid", "sigmoid", 1);

    private final String kind;
    private final String label;
    private final int tensors;

    /** How many tensors of the output's size it keeps; a rectifier works in place. */
    Elementwise(String kind, String label, int tensors) {
        this.kind = kind;
        this.label = label;
        this.tensors = tensors;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public String label(Shape output) {
        return label;
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
