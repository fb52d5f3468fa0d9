package dev.stagecraft.processor.shape;

import java.util.List;

/**
 * An operation and its rule. All counts are for one image.
 *
 * <p>The methods that take shapes expect as many as the operation has inputs.
 */
public sealed interface Operation
        permits Add,
                AveragePool,
                BatchNorm,
                Blur,
                ChannelConvolution,
                Conv2d,
                Dense,
                Dropout,
                Elementwise,
                GlobalAveragePool,
                MaxPool,
                PadChannels,
                ScaleChannels,
                StochasticDepth,
                Subsample {
    /** What an operation is to those that look at a network from afar. */
    enum Category {
        /** It has a kernel that slides over pixels. */
        CONVOLUTION,
        /** It subtracts means that it takes over pixels and images. */
        NORMALIZATION,
        /** It joins a body and its shortcut. */
        SUM,
        /** Whatever else. */
        OTHER
    }

    /** Its name in layer tables, as in {@code conv2d}. */
    String kind();

    /** What stands on it in a drawing. */
    String label(Shape output);

    /** What it is to those that look at a network from afar. */
    default Category category() {
        return Category.OTHER;
    }

    /**
     * The whole numbers that whoever builds it must say, by what each is to it. Blocks that are equal but for them may be
     * built by one method.
     */
    default List<Numeral> numbers() {
        return List.of();
    }

    /**
     * A whole number of an operation.
     *
     * @param name as in {@code stride}
     */
    record Numeral(String name, int value) {}

    /** Whether training leaves out the body before it for some images, with a probability of the section's own. */
    default boolean dropsBody() {
        return false;
    }

    /** The shape it gives, or why it gives none. */
    Inference infer(List<Shape> inputs);

    /** How height and width come from an input's; empty where they stay. */
    default String arithmetic(Shape input) {
        return "";
    }

    /** Parameters that training changes. */
    default long parameters() {
        return 0;
    }

    /** Values that are kept but not trained: moving means and variances. */
    default long statistics() {
        return 0;
    }

    /** Multiply-accumulates for one image; only convolutions, blurs and dense layers count. */
    default long multiplyAccumulates(Shape output) {
        return 0;
    }

    /**
     * Values of one image that are kept from here until the backward pass has used them. An operation that works in place
     * adds none.
     */
    default long keptValues(List<Shape> inputs, Shape output) {
        return output.values();
    }

    /** What it makes for one image, and what it keeps; all of it must have a size that can be built. */
    default List<Tensor> tensors(List<Shape> inputs, Shape output) {
        return List.of(Tensor.output(output));
    }

    /**
     * The receptive field: which pixels of an input some pixels of the output depend on.
     *
     * @param outputs some pixels of the output
     * @param index which input
     * @param input its shape
     */
    default Pixels reads(Pixels outputs, int index, Shape input) {
        return outputs;
    }
}
