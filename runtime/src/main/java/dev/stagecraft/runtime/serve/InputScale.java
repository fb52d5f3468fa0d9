package dev.stagecraft.runtime.serve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/**
 * The divisions of images before the first convolution. They become part of its kernel, because zeros around the images
 * stay zeros. The subtraction of the mean stays an operation, because zeros would not stay zeros: {@code ((x / s) − μ)
 * / σ = (x − s·μ) / (s·σ)}.
 *
 * @param absorbed the nodes that are left out
 * @param input the value before all of them
 * @param difference of the images and their mean; empty if there is none
 * @param mean what is subtracted instead of it, for each channel
 * @param factors what the kernel is multiplied by, for each input channel
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
record InputScale(List<NodeDef> absorbed, String input, Optional<NodeDef> difference, float[] mean, float[] factors) {
    private static final String DIVISION = "Div";
    private static final String DIFFERENCE = "Sub";

    /** An operation with one number for each channel. */
    private record Change(NodeDef node, float[] numbers) {
        boolean isDivision() {
            return node.getOp().equals(DIVISION);
        }

        float of(int channel) {
            return numbers[numbers.length == 1 ? 0 : channel];
        }
    }

    /**
     * Finds them.
     *
     * @param input of the convolution, or of the zeros around its images
     * @param channels of the images
     * @param isReadOnce whether only one node reads the value, and it is not fetched
     */
    static Optional<InputScale> before(
            String input, int channels, Map<String, NodeDef> nodes, Predicate<NodeDef> isReadOnce) {
        List<Change> changes = new ArrayList<>();
        String images = input;
        Optional<Change> next = change(images, channels, nodes, isReadOnce);
        while (next.isPresent()) {
            changes.add(next.get());
            images = next.get().node().getInput(0);
            next = change(images, channels, nodes, isReadOnce);
        }
        if (changes.stream().noneMatch(Change::isDivision)) {
            return Optional.empty();
        }
        Collections.reverse(changes);
        return Optional.of(of(changes, images, channels));
    }

    private static Optional<Change> change(
            String input, int channels, Map<String, NodeDef> nodes, Predicate<NodeDef> isReadOnce) {
        return Optional.ofNullable(nodes.get(FrozenGraph.nodeOf(input)))
                .filter(node -> node.getOp().equals(DIVISION) || node.getOp().equals(DIFFERENCE))
                .filter(isReadOnce)
                .map(node -> new Change(node, ConstantValues.floats(nodes.get(FrozenGraph.nodeOf(node.getInput(1))))))
                .filter(found -> found.numbers().length == 1 || found.numbers().length == channels);
    }

    /** All changes together are {@code factor · x − shift}. */
    private static InputScale of(List<Change> changes, String images, int channels) {
        double[] factor = new double[channels];
        double[] shift = new double[channels];
        Arrays.fill(factor, 1);
        for (Change change : changes) {
            for (int i = 0; i < channels; i++) {
                if (change.isDivision()) {
                    factor[i] /= change.of(i);
                    shift[i] /= change.of(i);
                } else {
                    shift[i] += change.of(i);
                }
            }
        }
        Optional<NodeDef> difference = changes.stream()
                .filter(change -> !change.isDivision())
                .map(Change::node)
                .findFirst();
        float[] mean = new float[channels];
        float[] factors = new float[channels];
        for (int i = 0; i < channels; i++) {
            mean[i] = (float) (shift[i] / factor[i]);
            factors[i] = (float) factor[i];
        }
        List<NodeDef> absorbed = changes.stream()
                .map(Change::node)
                .filter(node -> !node.equals(difference.orElse(null)))
                .toList();
        return new InputScale(absorbed, images, difference, mean, factors);
    }

    /** What the convolution takes. */
    String taken() {
        return difference.map(NodeDef::getName).orElse(input);
    }

    /** The difference with its new mean, which replaces the former one. */
    Optional<NodeDef> node() {
        return difference.map(node ->
                node.toBuilder().setInput(0, input).setInput(1, shift().name()).build());
    }

    /** The new mean. */
    FrozenConstant shift() {
        return FrozenConstant.of(difference.orElseThrow().getName() + "/mean", Shape.of(mean.length), mean);
    }

    /** The kernel for images that are not divided. */
    FrozenConstant scaled(FrozenConstant kernel) {
        int outputs = Math.toIntExact(kernel.shape().get(kernel.shape().numDimensions() - 1));
        float[] numbers = new float[factors.length * outputs];
        for (int i = 0; i < numbers.length; i++) {
            float scale = kernel.numbers().length == 0 ? 1 : kernel.numbers()[i % outputs];
            numbers[i] = factors[i / outputs] * scale;
        }
        return kernel.withNumbers(numbers);
    }
}
