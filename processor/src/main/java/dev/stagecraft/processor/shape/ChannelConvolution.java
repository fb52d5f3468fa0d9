package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * A convolution over neighboring channels of a vector, without bias, kernel {@code [size, 1, 1, 1]}; beyond the first and
 * the last channel it reads zeros.
 *
 * @param size channels under the kernel, odd
 */
public record ChannelConvolution(int size) implements Operation {
    private static final int LEAST = 3;

    /**
     * The one for a number of channels (Wang et al., <i>ECA-Net</i>, 2020, equation 12, γ = 2 and b = 1):
     * {@code |log2 C + 1| / 2}, rounded down and then up to an odd number, at least 3.
     */
    public static ChannelConvolution over(int channels) {
        int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(channels);
        int size = (log + 1) / 2;
        return new ChannelConvolution(Math.max(LEAST, size % 2 == 0 ? size + 1 : size));
    }

    @Override
    public String kind() {
        return "channelConvolution";
    }

    @Override
    public String label(Shape output) {
        return "conv over " + size + " channels";
    }

    @Override
    public List<Numeral> numbers() {
        return List.of(new Numeral("size", size));
    }

    @Override
    public Inference infer(List<Shape> inputs) {
        return new Inference.Known(inputs.get(0));
    }

    @Override
    public long parameters() {
        return size;
    }

    @Override
    public long multiplyAccumulates(Shape output) {
        return Math.multiplyExact((long) size, output.values());
    }
}
