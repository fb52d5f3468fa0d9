package dev.stagecraft.processor.plan;

import dev.stagecraft.processor.shape.BatchNorm;
import dev.stagecraft.processor.shape.Conv2d;
import dev.stagecraft.processor.shape.Elementwise;
import dev.stagecraft.processor.shape.MaxPool;
import dev.stagecraft.processor.shape.Operation;
import dev.stagecraft.processor.shape.Shape;
import dev.stagecraft.processor.shape.Window;
import dev.stagecraft.processor.spec.NetworkSpec;
import dev.stagecraft.processor.spec.Origin;
import dev.stagecraft.processor.spec.PaddingMode;
import dev.stagecraft.processor.spec.PoolSpec;

/** Operations as the whole network has them: its padding, its biases, its normalisation, its activation. */
final class Parts {
    private final NetworkSpec spec;

    Parts(NetworkSpec spec) {
        this.spec = spec;
    }

    /** A convolution of one group. */
    void convolve(
            SectionBuilder section,
            String name,
            int kernel,
            int stride,
            int channels,
            String from,
            String to,
            Origin origin) {
        convolve(section, name, kernel, stride, channels, 1, from, to, origin);
    }

    void convolve(
            SectionBuilder section,
            String name,
            int kernel,
            int stride,
            int channels,
            int groups,
            String from,
            String to,
            Origin origin) {
        Shape input = section.shapeOf(from);
        if (input != null) {
            Conv2d conv =
                    new Conv2d(window(kernel, stride), input.channels(), channels, spec.convolutionBias(), groups);
            section.add(name, conv, from, to, origin);
        }
    }

    /** Batch normalisation of what a branch holds. */
    void normalize(SectionBuilder section, String name, boolean zeroScale, String from, String to, Origin origin) {
        Shape input = section.shapeOf(from);
        if (input != null) {
            section.add(
                    name,
                    new BatchNorm(
                            input.channels(),
                            spec.norm().momentum(),
                            spec.norm().epsilon(),
                            zeroScale),
                    from,
                    to,
                    origin);
        }
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

    private Window window(int size, int stride) {
        return spec.padding() == PaddingMode.SAME ? Window.same(size, stride) : Window.symmetric(size, stride);
    }
}
