package dev.stagecraft.processor.shape;

import java.util.List;

/** A two-dimensional convolution, kernel HWIO. */
public record Conv2d(Window window, int inChannels, int outChannels, boolean bias) implements Operation {
    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return Sliding.infer(window, inputs.get(0), outChannels);
    }

    @Override
    public long parameters() {
        long kernel = Math.multiplyExact(perOutput(), (long) outChannels);
        return bias ? Math.addExact(kernel, outChannels) : kernel;
    }

    @Override
    public long multiplyAccumulates(Shape output) {
        return Math.multiplyExact(perOutput(), output.values());
    }

    private long perOutput() {
        return Math.multiplyExact((long) window.size() * window.size(), (long) inChannels);
    }
}
