package dev.stagecraft.runtime.serve;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.tensorflow.proto.NodeDef;

/**
 * A batch normalization by its moving statistics whose input is a convolution that nothing else reads, with or without a
 * bias between.
 *
 * @param convolution what it is folded into
 * @param bias what is added between the two
 * @param epsilon added to the variance
 */
record FoldedNorm(NodeDef convolution, Optional<NodeDef> bias, float epsilon) {
    private static final int GAMMA = 1;
    static final int BETA = 2;
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;

    /** @param readsAlone whether a node is read by that one alone, as its first input */
    static Optional<FoldedNorm> find(
            NodeDef norm, Map<String, NodeDef> nodes, BiPredicate<NodeDef, NodeDef> readsAlone) {
        if (norm.getAttrOrThrow("is_training").getB()) {
            return Optional.empty();
        }
        float epsilon = norm.getAttrOrThrow("epsilon").getF();
        NodeDef before = nodes.get(norm.getInput(0));
        if (before == null || !readsAlone.test(before, norm)) {
            return Optional.empty();
        }
        if (before.getOp().equals("Conv2D")) {
            return Optional.of(new FoldedNorm(before, Optional.empty(), epsilon));
        }
        if (!before.getOp().equals("BiasAdd")) {
            return Optional.empty();
        }
        return Optional.ofNullable(nodes.get(before.getInput(0)))
                .filter(found -> found.getOp().equals("Conv2D") && readsAlone.test(found, before))
                .map(found -> new FoldedNorm(found, Optional.of(before), epsilon));
    }

    /** The nodes that are no more once this is folded. */
    Stream<NodeDef> absorbed() {
        return Stream.concat(Stream.of(convolution), bias.stream());
    }

    /** What each output channel is multiplied by. */
    float[] scale(IntFunction<float[]> inputs) {
        float[] gamma = inputs.apply(GAMMA);
        float[] variance = inputs.apply(VARIANCE);
        float[] scale = new float[gamma.length];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = (float) (gamma[i] / Math.sqrt((double) variance[i] + epsilon));
        }
        return scale;
    }

    /** What is added to each output channel after that. */
    float[] offset(float[] scale, IntFunction<float[]> inputs, Optional<float[]> biases) {
        float[] beta = inputs.apply(BETA);
        float[] mean = inputs.apply(MEAN);
        float[] offset = new float[beta.length];
        for (int i = 0; i < offset.length; i++) {
            double shift = biases.isPresent() ? biases.get()[i] - (double) mean[i] : -(double) mean[i];
            offset[i] = (float) (beta[i] + scale[i] * shift);
        }
        return offset;
    }

    /** Multiplies the first values by the factors of their output channels, which are the last dimension. */
    static void scale(float[] values, int count, float[] factors) {
        // A remainder for each value would take several times as long as the multiplications.
        for (int from = 0; from < count && factors.length > 0; from += factors.length) {
            int channels = Math.min(factors.length, count - from);
            for (int i = 0; i < channels; i++) {
                values[from + i] *= factors[i];
            }
        }
    }
}
