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
    /** Its name in layer tables, as in {@code conv2d}. */
    String kind();

    /** The shape it gives, or why it gives none. */
    Inference infer(List<Shape> inputs);

    /** Parameters that training changes. */
    default long parameters() {
        return 0;
    }

    /** Values that are kept but not trained: moving means and variances. */
    default long statistics() {
        return 0;
    }

    /** Multiply-accumulates for one image; only convolutions and dense layers count. */
    default long multiplyAccumulates(Shape output) {
        return 0;
    }
}
