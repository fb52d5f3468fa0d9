package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * Batch normalization over batch, height and width: a scale, an offset, a moving mean and variance per channel.
 *
 * @param zeroScale whether the scale begins at 0 instead of 1
 */
public record BatchNorm(int channels, double momentum, double epsilon, boolean zeroScale) implements Operation {
    @Override
    public String kind() {
        return "batchNorm";
    }

    @Override
    public String label(Shape output) {
        return "batch norm";
    }

    @Override
    public Category category() {
        return Category.NORMALIZATION;
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }

    @Override
    public long parameters() {
        return 2L * channels;
    }

    @Override
    public long statistics() {
        return 2L * channels;
    }
}
