package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/**
 * The divisions of images before the first convolution, which become part of its kernel: zeros around the images stay zeros.
 * The mean stays an operation, as zeros would not: {@code ((x / s) − μ) / σ = (x − s·μ) / (s·σ)}.
 *
 * @param divisions the nodes that are no more
 * @param input what is before all of them
 * @param difference of the images and their mean; empty if there is none
 * @param mean what is subtracted instead of the mean, one value for each channel or one for all; none without a difference
 * @param factors what the kernel is multiplied by, for each input channel
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record InputScale(List<NodeDef> divisions, String input, Optional<NodeDef> difference, float[] mean, float[] factors) {
    /**
     * Finds them.
     *
     * @param input of the convolution, or of the zeros around its images
     * @param channels of the images
     * @param isReadOnce whether one node reads it, and nobody asks for it
     */
    static Optional<InputScale> before(
            String input, int channels, Map<String, NodeDef> nodes, Predicate<NodeDef> isReadOnce) {
        List<NodeDef> divisions = new ArrayList<>();
        double[] divisor = new double[channels];
        double[] after = new double[channels];
        Arrays.fill(divisor, 1);
        Optional<NodeDef> difference = Optional.empty();
        float[] mean = {};
        String at = input;
        while (true) {
            NodeDef node = nodes.get(FrozenGraph.nodeOf(at));
            if (node == null || node.getInputCount() != 2 || !isReadOnce.test(node)) {
                break;
            }
            float[] values = ConstantValues.floats(nodes.get(FrozenGraph.nodeOf(node.getInput(1))));
            boolean fits = values.length == 1 || values.length == channels;
            if (!fits || !(node.getOp().equals("Div") || (node.getOp().equals("Sub") && difference.isEmpty()))) {
                break;
            }
            if (node.getOp().equals("Sub")) {
                difference = Optional.of(node);
                mean = values;
                after = divisor.clone();
            } else {
                divisions.add(node);
                for (int i = 0; i < channels; i++) {
                    divisor[i] *= values[values.length == 1 ? 0 : i];
                }
            }
            at = node.getInput(0);
        }
        if (divisions.isEmpty()) {
            return Optional.empty();
        }
        float[] factors = new float[channels];
        float[] shift = new float[difference.isPresent() ? channels : 0];
        for (int i = 0; i < channels; i++) {
            factors[i] = (float) (1 / divisor[i]);
            if (difference.isPresent()) {
                shift[i] = (float) (mean[mean.length == 1 ? 0 : i] * divisor[i] / after[i]);
            }
        }
        return Optional.of(new InputScale(List.copyOf(divisions), at, difference, shift, factors));
    }

    /** What the convolution takes. */
    String taken() {
        return difference.map(NodeDef::getName).orElse(input);
    }

    /** The difference instead of the former, with its new mean. */
    Optional<NodeDef> node() {
        return difference.map(node ->
                node.toBuilder().setInput(0, input).setInput(1, shift().name()).build());
    }

    /** The new mean. */
    FrozenConstant shift() {
        return FrozenConstant.of(difference.orElseThrow().getName() + "/mean", Shape.of(mean.length), mean);
    }

    /** The kernel that takes images which are not divided. */
    FrozenConstant scaled(FrozenConstant kernel) {
        int outputs = Math.toIntExact(kernel.shape().get(3));
        float[] numbers = new float[factors.length * outputs];
        for (int i = 0; i < numbers.length; i++) {
            float scale = kernel.numbers().length == 0 ? 1 : kernel.numbers()[i % outputs];
            numbers[i] = factors[i / outputs] * scale;
        }
        return new FrozenConstant(kernel.name(), kernel.shape(), kernel.variable(), numbers);
    }
}
