package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.ForwardValues;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * Blocks whose values the backward pass computes again. When it reaches a block, copies of the block's operations are
 * added, and the gradients read the values of the copies. So the values of the first operations are not kept. The
 * output of a block is kept, because the next block begins with it.
 *
 * <p>The copies read the input of the block through an operation that waits for the gradient of the block's output. Without
 * it, TensorFlow would take a copy and its original for the same computation and run one of them, or it would run the copies at
 * once, and both would keep the memory in use.
 *
 * <p>TensorFlow computes some operations together, which gives other bits. It must do so in the same places as in a step that
 * keeps everything: {@link #isFused} and {@link #readers} see to that.
 *
 * <p>Only what follows from the fed images is computed again. Variables are read once, because a step may change them on the
 * way.
 */
final class RecomputedBlocks implements ForwardValues {
    private static final String SCOPE = "recomputed";

    /** A block in the names of operations; the group is the number of its stage. */
    private static final Pattern BLOCK = Pattern.compile("(?:^|/)stage([1-9]\\d{0,8})/block[1-9]\\d{0,8}(?=/)");

    private final Ops tf;
    private final Map<GraphOperation, Block> blocks = new HashMap<>();

    /** Operations whose values follow from the fed images. */
    private final Set<GraphOperation> fed = new HashSet<>();

    /** The values of a block that operations outside of it take. */
    private final Set<Output<?>> leaving = new HashSet<>();

    /** The values that are computed again. */
    private final Map<Output<?>, Output<?>> again = new HashMap<>();

    private final boolean rewritten;

    private RecomputedBlocks(Ops tf, boolean rewritten) {
        this.tf = tf.withSubScope(SCOPE);
        this.rewritten = rewritten;
    }

    /** Operations of one block, in the order of the graph. */
    private static final class Block {
        private final List<GraphOperation> operations = new ArrayList<>();
        private boolean isReached;
    }

    /**
     * The values of a forward pass, some of them computed again.
     *
     * @param tf where operations are added
     * @param which blocks
     * @param rewritten whether TensorFlow rewrites the graph before it runs it
     */
    static ForwardValues values(Graph graph, Ops tf, Forward forward, Recompute which, boolean rewritten) {
        if (which.equals(Recompute.NONE)) {
            return KEPT;
        }
        RecomputedBlocks found = new RecomputedBlocks(tf, rewritten);
        found.find(graph, forward, which);
        return found;
    }

    private void find(Graph graph, Forward forward, Recompute which) {
        List<GraphOperation> operations = forward.operations(graph);
        Map<GraphOperation, GraphOperation> declared = new HashMap<>();
        forward.replaced()
                .forEach((original, copy) -> declared.put((GraphOperation) copy.op(), (GraphOperation) original.op()));
        Map<String, Block> byName = new LinkedHashMap<>();
        for (GraphOperation operation : operations) {
            if (isFed(operation)) {
                fed.add(operation);
                block(declared.getOrDefault(operation, operation), which, byName)
                        .or(() -> blockOfCast(operation))
                        .ifPresent(block -> {
                            block.operations.add(operation);
                            blocks.put(operation, block);
                        });
            }
        }
        for (GraphOperation operation : operations) {
            for (int i = 0; i < operation.numInputs(); i++) {
                if (blocks.get(operation) != blocks.get(operationOf(operation.input(i)))) {
                    leaving.add(operation.input(i));
                }
            }
        }
        forward.ends().forEach(end -> leaving.add(end.asOutput()));
    }

    private boolean isFed(GraphOperation operation) {
        return operation.type().equals("Placeholder")
                || operation.inputs().stream().anyMatch(input -> fed.contains(operationOf(input.asOutput())));
    }

    private static Optional<Block> block(GraphOperation operation, Recompute which, Map<String, Block> byName) {
        Matcher matcher = BLOCK.matcher(operation.name());
        return matcher.find() && which.covers(Integer.parseInt(matcher.group(1)))
                ? Optional.of(byName.computeIfAbsent(matcher.group(), name -> new Block()))
                : Optional.empty();
    }

    /** Casts that were added for another precision stand where their value comes from. */
    private Optional<Block> blockOfCast(GraphOperation operation) {
        return operation.type().equals("Cast")
                ? Optional.ofNullable(blocks.get(operationOf(operation.input(0))))
                : Optional.empty();
    }

    @Override
    public void reach(GraphOperation operation, Operand<?> gradient) {
        Block block = blocks.get(operation);
        if (block != null && !block.isReached) {
            block.isReached = true;
            copy(block, gradient);
        }
    }

    private void copy(Block block, Operand<?> gradient) {
        OperationCopies copies = new OperationCopies(tf);
        List<Op> first = readers(block);
        first.add(gradient);
        Ops late = tf.withControlDependencies(first);
        Set<Output<?>> entered = new HashSet<>();
        for (GraphOperation operation : block.operations) {
            for (int i = 0; i < operation.numInputs(); i++) {
                Output<?> input = operation.input(i);
                if (blocks.get(operationOf(input)) != block && fed.contains(operationOf(input)) && entered.add(input)) {
                    copies.replace(
                            input,
                            late.withName(OperationCopies.name(operationOf(input)) + ".late")
                                    .identity(input)
                                    .asOutput());
                }
            }
            copies.addAsItIs(operation);
            for (int i = 0; i < operation.numOutputs(); i++) {
                again.put(operation.output(i), copies.of(operation.output(i)));
            }
        }
    }

    /**
     * Operations that read the sigmoids of a block. TensorFlow computes x · sigmoid(x) at once if nothing but the product reads
     * the sigmoid. In a step that keeps everything, the gradients do. Here it is an assertion, which is true and cheap:
     * TensorFlow leaves out other operations whose result is not used.
     */
    private List<Op> readers(Block block) {
        List<Op> readers = new ArrayList<>();
        for (GraphOperation operation : block.operations) {
            if (rewritten && operation.type().equals("Sigmoid")) {
                String name = OperationCopies.name(operation);
                Operand<TInt32> size = tf.withName(name + ".size").size(operation.output(0));
                Operand<TBool> right = tf.withName(name + ".right")
                        .math
                        .greaterEqual(size, tf.withName(name + ".least").constant(0));
                readers.add(tf.withName(name + ".read").assertThat(right, List.of(size)));
            }
        }
        return readers;
    }

    @Override
    public Output<?> of(Output<?> output) {
        return leaving.contains(output) && !(rewritten && isFused(output))
                ? output
                : again.getOrDefault(output, output);
    }

    /**
     * Whether TensorFlow computes a value together with the normalization before it. The copy of the normalization must
     * then be followed by the same operation, so the gradients read the copy of this value too.
     */
    private static boolean isFused(Output<?> output) {
        return output.op().type().equals("Relu")
                && operationOf(operationOf(output).input(0)).type().equals("FusedBatchNormV3");
    }

    private static GraphOperation operationOf(Output<?> output) {
        return (GraphOperation) output.op();
    }
}
