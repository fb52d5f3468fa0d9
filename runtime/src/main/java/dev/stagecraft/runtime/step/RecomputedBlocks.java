package dev.stagecraft.runtime.step;

import dev.stagecraft.runtime.gradient.ForwardValues;
import dev.stagecraft.runtime.host.Links;
import dev.stagecraft.runtime.recompute.RecomputePlan;
import dev.stagecraft.runtime.recompute.RecomputedBlock;
import dev.stagecraft.runtime.setting.Recompute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;

/**
 * Blocks whose values the backward pass computes again. A {@link RecomputePlan} joins them to segments. Once the backward pass
 * reaches a segment, the gradients read the values of copies, and operations are copied when their values are asked for. So the
 * values of the first operations are not kept, but for these:
 *
 * <ul>
 *   <li>the output of a segment, because the next one begins with it;
 *   <li>the convolutions that the plan names, because they take long to compute for their size;
 *   <li>means and variances of normalizations. They are small, and a normalization before a sum need not be computed again: its
 *       gradient reads nothing else of what it gives.
 * </ul>
 *
 * <p>The copies read kept values through operations that wait for the gradient of the segment's output. Without them,
 * TensorFlow would take a copy and its original for the same computation and run one of them, or it would run the copies at
 * once, and both would keep the memory in use.
 *
 * <p>TensorFlow computes some operations together, which gives other bits. It must do so in the same places as in a step that
 * keeps everything: {@link #isFused}, {@link #isRectified}, {@link #readers} and {@link BlockOperations#result} see to that.
 */
final class RecomputedBlocks implements ForwardValues {
    private static final String SCOPE = "recomputed";
    private static final String NORM = "FusedBatchNormV3";
    private static final String RECTIFIER = "Relu";

    private final Ops tf;
    private final ForwardBlocks forward;
    private final boolean rewritten;
    private final Map<GraphOperation, Segment> segments = new HashMap<>();

    /** The values that are read where the forward pass computed them. */
    private final Set<Output<?>> kept = new HashSet<>();

    private RecomputedBlocks(Ops tf, ForwardBlocks forward, boolean rewritten) {
        this.tf = tf.withSubScope(SCOPE);
        this.forward = forward;
        this.rewritten = rewritten;
    }

    /** Operations that are computed again at once, in the order of the graph. */
    private static final class Segment {
        private final List<GraphOperation> operations = new ArrayList<>();
        private final Set<GraphOperation> copied = new HashSet<>();
        private final Set<Output<?>> read = new HashSet<>();
        private @Nullable Late late;
    }

    /**
     * How a segment is computed again, from when it is reached.
     *
     * @param tf adds operations that wait for the gradient of the segment's output
     */
    private record Late(Ops tf, OperationCopies copies) {}

    /**
     * The values of a forward pass, some of them computed again.
     *
     * @param tf where operations are added
     * @param rule tells which
     */
    static ForwardValues values(Graph graph, Ops tf, Forward forward, UpdateRule rule) {
        Recompute which = rule.recompute();
        if (which.extent() == Recompute.Extent.NOTHING) {
            return KEPT;
        }
        ForwardBlocks blocks = new ForwardBlocks(graph, forward, which);
        RecomputedBlocks found = new RecomputedBlocks(tf, blocks, !rule.runsAsBuilt());
        RecomputePlan plan = RecomputePlan.of(
                blocks.blocks().stream().map(block -> block.values(blocks)).toList(), which);
        found.join(plan);
        found.keep(plan.kept());
        forward.ends().forEach(end -> found.kept.add(end.asOutput()));
        return found;
    }

    private void join(RecomputePlan plan) {
        for (List<RecomputedBlock> joined : plan.segments()) {
            Segment segment = new Segment();
            joined.forEach(block ->
                    segment.operations.addAll(forward.block(block.name()).operations()));
            segment.operations.forEach(operation -> segments.put(operation, segment));
        }
    }

    private void keep(Set<String> convolutions) {
        for (Output<?> output : forward.takers().taken()) {
            Segment segment = segments.get(operationOf(output));
            boolean leaves = forward.takers().of(output).stream().anyMatch(taker -> segments.get(taker) != segment);
            if (leaves && !(rewritten && isFused(output))) {
                kept.add(output);
            }
        }
        for (GraphOperation operation : segments.keySet()) {
            if (convolutions.contains(operation.name())) {
                kept.add(BlockOperations.result(operation.output(0), forward));
            }
            if (operation.type().equals(NORM) && !(rewritten && isRectified(operation))) {
                for (int i = 1; i < operation.numOutputs(); i++) {
                    kept.add(operation.output(i));
                }
            }
        }
    }

    @Override
    public void reach(GraphOperation operation, Operand<?> gradient) {
        Segment segment = segments.get(operation);
        if (segment != null && segment.late == null) {
            List<Op> first = readers(segment);
            first.add(gradient);
            segment.late = new Late(tf.withControlDependencies(first), new OperationCopies(tf));
        }
    }

    @Override
    public Output<?> of(Output<?> output) {
        GraphOperation operation = operationOf(output);
        Segment segment = segments.get(operation);
        if (segment == null || segment.late == null || kept.contains(output)) {
            return output;
        }
        copy(operation, segment, segment.late);
        return segment.late.copies.of(output);
    }

    private void copy(GraphOperation operation, Segment segment, Late late) {
        if (!segment.copied.add(operation)) {
            return;
        }
        for (Output<?> input : Links.inputs(operation)) {
            GraphOperation from = operationOf(input);
            if (segments.get(from) == segment && !isKept(from)) {
                copy(from, segment, late);
            } else if (forward.isFed(input) && segment.read.add(input)) {
                late.copies.replace(
                        input,
                        late.tf
                                .withName(OperationCopies.name(from) + ".late")
                                .identity(input)
                                .asOutput());
            }
        }
        late.copies.addAsItIs(operation);
    }

    /** Whether nothing that an operation gives is computed again. */
    private boolean isKept(GraphOperation operation) {
        for (int i = 0; i < operation.numOutputs(); i++) {
            if (!kept.contains(operation.output(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Operations that read the sigmoids of a segment. TensorFlow computes x · sigmoid(x) at once if nothing but the product reads
     * the sigmoid. In a step that keeps everything, the gradients do. Here it is an assertion, which is true and cheap:
     * TensorFlow leaves out other operations whose result is not used.
     */
    private List<Op> readers(Segment segment) {
        List<Op> readers = new ArrayList<>();
        for (GraphOperation operation : segment.operations) {
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

    /**
     * Whether TensorFlow computes a value together with the normalization before it. The copy of the normalization must
     * then be followed by the same operation, so the gradients read the copy of this value too.
     */
    private static boolean isFused(Output<?> output) {
        return output.op().type().equals(RECTIFIER)
                && operationOf(operationOf(output).input(0)).type().equals(NORM);
    }

    /** Whether TensorFlow computes a normalization together with what takes it, for which it keeps values of its own. */
    private boolean isRectified(GraphOperation norm) {
        return forward.takers().of(norm.output(0)).stream()
                .anyMatch(taker -> taker.type().equals(RECTIFIER));
    }

    private static GraphOperation operationOf(Output<?> output) {
        return (GraphOperation) output.op();
    }
}
