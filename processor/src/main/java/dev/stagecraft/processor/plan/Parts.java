package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.AveragePool;
import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Elementwise;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Window;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.NormSpec;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;

/** Operations as the whole network has them: its padding, its biases, its normalization, its activation. */
final class Parts {
    private final NetworkSpec spec;

    Parts(NetworkSpec spec) {
        this.spec = spec;
    }

    /**
     * A convolution for a layer.
     *
     * @param kernel height and width in pixels
     * @param channels it gives
     * @param groups that channels are divided into
     * @param origins of these
     */
    LayerFactory convolution(int kernel, int channels, int groups, Origins origins) {
        return (section, slot) -> {
            Shape input = section.shapeOf(slot.from());
            if (input != null) {
                Window window = window(kernel, slot.stride());
                section.add(
                        new Conv2d(window, input.channels(), channels, spec.convolutionBias(), groups), slot, origins);
            }
        };
    }

    /**
     * Batch normalization for a layer.
     *
     * @param zeroScale whether its scale begins at 0
     */
    LayerFactory normalization(boolean zeroScale) {
        return (section, slot) -> {
            Shape input = section.shapeOf(slot.from());
            if (input != null) {
                NormSpec norm = spec.norm();
                section.add(new BatchNorm(input.channels(), norm.momentum(), norm.epsilon(), zeroScale), slot);
            }
        };
    }

    /** The network's activation for a layer. */
    LayerFactory activated() {
        return (section, slot) -> section.add(activation(), slot);
    }

    Operation activation() {
        return switch (spec.activation()) {
            case RELU -> Elementwise.RELU;
            case LEAKY_RELU -> Elementwise.LEAKY_RELU;
            case SILU -> Elementwise.SILU;
            case GELU -> Elementwise.GELU;
        };
    }

    MaxPool maxPool(PoolSpec pool) {
        return new MaxPool(window(pool.size(), pool.stride()));
    }

    /**
     * An average pool that makes feature maps smaller.
     *
     * @param stride in pixels, and the size of its windows
     */
    AveragePool averagePool(int stride) {
        return spec.padding() == PaddingMode.SAME
                ? AveragePool.ofAllPixels(stride)
                : AveragePool.ofWholeWindows(stride);
    }

    private Window window(int size, int stride) {
        return spec.padding() == PaddingMode.SAME ? Window.same(size, stride) : Window.symmetric(size, stride);
    }
}
