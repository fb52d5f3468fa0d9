package dev.stagecraft.tests.oracle;

import ai.djl.ndarray.NDArray;
import dev.stagecraft.tests.oracle.Architecture.Antialiasing;
import dev.stagecraft.tests.oracle.Architecture.Block;
import dev.stagecraft.tests.oracle.Architecture.Shortcut;
import dev.stagecraft.tests.oracle.Architecture.Stage;
import dev.stagecraft.tests.oracle.Architecture.Stem;

/** Computes a residual network as the papers describe it. */
final class PaperNetwork {
    private final Architecture architecture;
    private final Parameters parameters;
    private final boolean training;
    private double margin = Double.POSITIVE_INFINITY;

    PaperNetwork(Architecture architecture, Parameters parameters, boolean training) {
        this.architecture = architecture;
        this.parameters = parameters;
        this.training = training;
    }

    /** From images {@code [batch, channels, height, width]} to logits {@code [batch, classes]}. */
    NDArray logits(NDArray images) {
        NDArray x = stem(images);
        for (int s = 0; s < architecture.stages().size(); s++) {
            Stage stage = architecture.stages().get(s);
            for (int b = 0; b < stage.blocks(); b++) {
                String place = "stage" + (s + 1) + "/block" + (b + 1) + "/";
                int stride = b == 0 ? stage.stride() : 1;
                x = architecture.block().preActivated()
                        ? preActivated(place, x, stage, stride)
                        : postActivated(place, x, stage, stride);
            }
        }
        if (architecture.block().preActivated()) {
            x = activated(normalized("final/norm", x));
        }
        int classes = architecture.classes();
        return Layers.globalMean(x)
                .matMul(parameters.get("head/dense/kernel", channels(x), classes))
                .add(parameters.get("head/dense/bias", classes));
    }

    /**
     * How far the values of {@link #logits} stay from where a slope changes: from 0 before a rectifier, and in the
     * window of a max pool from the largest.
     */
    double margin() {
        return margin;
    }

    private NDArray stem(NDArray images) {
        Stem stem = architecture.stem();
        int convolutions = stem.widths().size();
        NDArray x = images;
        for (int i = 1; i <= convolutions; i++) {
            String number = convolutions == 1 ? "" : String.valueOf(i);
            int stride = i == 1 ? stem.stride() : 1;
            x = convolved("stem/conv" + number, x, stem.kernel(), stem.widths().get(i - 1), stride, 1);
            if (i < convolutions || stem.convolved() || !architecture.block().preActivated()) {
                x = activated(normalized("stem/norm" + number, x));
            }
        }
        if (stem.pool() == 0) {
            return x;
        }
        int stride = stem.poolStride();
        if (stem.convolved()) {
            return convolvedPool(x, stem, stride);
        }
        return switch (architecture.antialiasing()) {
            case NONE -> maxPooled(x, stem.pool(), stride);
            case BLUR -> antialiased(maxPooled(x, stem.pool(), 1), stride);
            case AVERAGE -> antialiased(x, stride);
        };
    }

    private NDArray convolvedPool(NDArray input, Stem stem, int stride) {
        boolean strided = architecture.antialiasing() == Antialiasing.NONE;
        NDArray x = convolved("stem/pool/conv", input, stem.pool(), (int) channels(input), strided ? stride : 1, 1);
        x = strided ? x : antialiased(x, stride);
        return architecture.block().preActivated() ? x : activated(normalized("stem/pool/norm", x));
    }

    /** y = f(F(x) + shortcut(x)), F ending in a normalization (He 2015, equation 1). */
    private NDArray postActivated(String place, NDArray input, Stage stage, int stride) {
        Block block = architecture.block();
        NDArray x = input;
        for (int i = 1; i <= block.kernels().size(); i++) {
            x = normalized(place + "norm" + i, bodyConvolution(place, x, stage, stride, i));
            if (i < block.kernels().size()) {
                x = antialiasedAfter(i, activated(x), stride);
            }
        }
        return activated(sum(place, attended(place, squeezed(place, x)), input, input, stage, stride));
    }

    /** y = F(x) + shortcut(x), F beginning with a normalization (He 2016, equation 5). */
    private NDArray preActivated(String place, NDArray input, Stage stage, int stride) {
        Block block = architecture.block();
        NDArray first = activated(normalized(place + "norm1", input));
        NDArray x = bodyConvolution(place, first, stage, stride, 1);
        for (int i = 2; i <= block.kernels().size(); i++) {
            NDArray between = activated(normalized(place + "norm" + i, x));
            x = bodyConvolution(place, antialiasedAfter(i - 1, between, stride), stage, stride, i);
        }
        return sum(place, attended(place, squeezed(place, x)), input, first, stage, stride);
    }

    private NDArray bodyConvolution(String place, NDArray x, Stage stage, int stride, int number) {
        Block block = architecture.block();
        int kernel = block.kernels().get(number - 1);
        return convolved(
                place + "conv" + number,
                x,
                kernel,
                stage.widths().get(number - 1),
                number == block.strided() && architecture.antialiasing() == Antialiasing.NONE ? stride : 1,
                kernel == 3 ? block.cardinality() : 1);
    }

    /** What the strided convolution gave, normalized and activated, loses its pixels here. */
    private NDArray antialiasedAfter(int convolution, NDArray x, int stride) {
        boolean here = architecture.antialiasing() != Antialiasing.NONE
                && convolution == architecture.block().strided();
        return here ? antialiased(x, stride) : x;
    }

    private NDArray antialiased(NDArray x, int stride) {
        if (stride == 1) {
            return x;
        }
        return architecture.antialiasing() == Antialiasing.BLUR
                ? Layers.blur(x, stride)
                : Layers.averagePool(x, stride, false);
    }

    private NDArray attended(String place, NDArray x) {
        Block block = architecture.block();
        int size = block.attention();
        return size == 0
                ? x
                : x.mul(Layers.attention(
                        x, parameters.get(place + block.attentionName() + "/conv/kernel", size, 1, 1, 1)));
    }

    private NDArray squeezed(String place, NDArray x) {
        int ratio = architecture.block().reduction();
        if (ratio == 0) {
            return x;
        }
        long channels = channels(x);
        long width = hidden(channels / (double) ratio, architecture.block().divisor());
        NDArray hidden = Layers.globalMean(x)
                .matMul(parameters.get(place + "se/reduce/kernel", channels, width))
                .add(parameters.get(place + "se/reduce/bias", width));
        margin = Math.min(margin, Layers.leastMagnitude(hidden));
        return x.mul(Layers.excitation(
                x,
                hidden,
                parameters.get(place + "se/expand/kernel", width, channels),
                parameters.get(place + "se/expand/bias", channels)));
    }

    /** As common implementations of SE networks round. */
    private static long hidden(double width, int divisor) {
        return divisor == 0
                ? (long) width
                : Math.max(divisor, (long) Math.floor((width + divisor / 2.0) / divisor) * divisor);
    }

    /** The identity takes the block's input, a projection what the first convolution takes. */
    private NDArray sum(String place, NDArray body, NDArray input, NDArray first, Stage stage, int stride) {
        Shortcut kind = architecture.shortcut();
        boolean sameShape = stride == 1 && channels(input) == stage.output();
        if (kind == Shortcut.NONE) {
            return body;
        }
        if (sameShape && kind != Shortcut.PROJECTIONS) {
            return body.add(input);
        }
        if (kind == Shortcut.ZEROS) {
            return body.add(Layers.subsampleAndPad(input, stride, stage.output()));
        }
        boolean pooled = kind == Shortcut.POOLED_PROJECTION && stride > 1;
        NDArray from = pooled ? Layers.averagePool(first, stride, true) : first;
        NDArray projected = convolved(place + "shortcut/conv", from, 1, stage.output(), pooled ? 1 : stride, 1);
        boolean bare = kind == Shortcut.BARE_PROJECTION || architecture.block().preActivated();
        return body.add(bare ? projected : normalized(place + "shortcut/norm", projected));
    }

    private NDArray convolved(String name, NDArray x, int size, int width, int stride, int groups) {
        return Layers.convolution(
                x,
                parameters.get(name + "/kernel", size, size, channels(x) / groups, width),
                architecture.biases() ? parameters.get(name + "/bias", width) : null,
                stride,
                groups);
    }

    private NDArray normalized(String name, NDArray x) {
        long channels = channels(x);
        return Layers.norm(
                x,
                parameters.get(name + "/gamma", channels),
                parameters.get(name + "/beta", channels),
                parameters.get(name + "/moving_mean", channels),
                parameters.get(name + "/moving_variance", channels),
                architecture.norm(),
                training);
    }

    private NDArray activated(NDArray x) {
        switch (architecture.activation()) {
            case RELU, LEAKY_RELU -> margin = Math.min(margin, Layers.leastMagnitude(x));
            case SILU, GELU -> {}
        }
        return Layers.activation(x, architecture.activation());
    }

    private NDArray maxPooled(NDArray x, int size, int stride) {
        margin = Math.min(margin, Layers.leastLead(x, size, stride));
        return Layers.maxPool(x, size, stride);
    }

    private static long channels(NDArray x) {
        return x.getShape().get(1);
    }
}
