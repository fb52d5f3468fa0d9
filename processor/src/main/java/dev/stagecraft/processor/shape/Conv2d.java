package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * A two-dimensional convolution, kernel {@code [size, size, in / groups, out]}. Groups divide both numbers of channels.
 */
public record Conv2d(Window window, int inChannels, int outChannels, boolean bias, int groups) implements Operation {
    private static final int COMMON_KERNEL = 3;
    private static final long MOST_VALUES = Integer.MAX_VALUE;

    @Override
    public String kind() {
        return "conv2d";
    }

    @Override
    public String label(Shape output) {
        return window.label("conv, " + outChannels) + (groups == 1 ? "" : ", " + groups + " groups");
    }

    @Override
    public Category category() {
        return Category.CONVOLUTION;
    }

    /** Input channels that an output channel sees. */
    public int channelsPerGroup() {
        return inChannels / groups;
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(
                new Numeral("kernel", window.size()),
                new Numeral("stride", window.stride()),
                new Numeral("groups", groups),
                new Numeral("in", inChannels),
                new Numeral("out", outChannels));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        if (inChannels % groups != 0 || outChannels % groups != 0) {
            return new Inference.Impossible(new Fault.GroupsDoNotDivide(groups, inChannels, outChannels));
        }
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
        return Math.multiplyExact((long) window.size() * window.size(), (long) channelsPerGroup());
    }

    @Override
    public Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs.under(window, input);
    }

    @Override
    public List<Tensor> tensors(List<Shape> inputs, Shape output) {
        return List.of(
                Tensor.kernel(
                        List.of(window.size(), window.size(), channelsPerGroup(), outChannels),
                        // With a common kernel size, the tensor could be built.
                        window.size() > COMMON_KERNEL
                                && (long) COMMON_KERNEL * COMMON_KERNEL * channelsPerGroup()
                                        <= MOST_VALUES / outChannels),
                Tensor.padded(window.paddedPixels(inputs.get(0)), inputs.get(0)),
                Tensor.output(output));
    }

    @Override
    public long keptValues(List<Shape> inputs, Shape output) {
        return Math.addExact(output.values(), window.paddedValues(inputs.get(0)));
    }

    @Override
    public String arithmetic(Shape input) {
        return window.arithmetic(input);
    }
}
