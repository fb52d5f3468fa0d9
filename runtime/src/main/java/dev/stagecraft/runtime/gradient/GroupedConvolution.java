package dev.stagecraft.runtime.gradient;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Convolutions in groups. TensorFlow's kernels for a CPU know their gradient only where oneDNN is at work, which depends
 * on the platform, the processor, the precision and an environment variable; so it is tried, once, and elsewhere each
 * group is a convolution of its own on the way back, and none is fused with what follows it.
 */
public final class GroupedConvolution {
    private static final Map<Class<? extends TNumber>, Boolean> TRIALS = new ConcurrentHashMap<>();

    private GroupedConvolution() {}

    /**
     * Whether sessions over a graph may fuse convolutions. Where oneDNN is not at work, TensorFlow fuses a convolution with
     * the bias or the frozen normalization after it, and then refuses to run it in groups.
     */
    public static boolean mayFuse(Graph graph) {
        return !isIn(graph) || isSupported(TFloat32.class);
    }

    private static boolean isIn(Graph graph) {
        for (Iterator<GraphOperation> operations = graph.operations(); operations.hasNext(); ) {
            GraphOperation operation = operations.next();
            if (operation.type().equals("Conv2D") && groups(operation.input(0), operation.input(1)) > 1) {
                return true;
            }
        }
        return false;
    }

    /** Groups of a convolution of NHWC images; 1 where the channels are unknown. */
    static int groups(BackwardStep step) {
        return groups(step.input(0), step.input(1));
    }

    private static int groups(Output<?> images, Output<?> kernel) {
        long channels = images.shape().get(3);
        long perGroup = kernel.shape().get(2);
        return perGroup > 0 && channels > perGroup ? Math.toIntExact(channels / perGroup) : 1;
    }

    /** Whether TensorFlow's own gradient operations take groups here, in the operation's precision. */
    static boolean isSupported(BackwardStep step) {
        return isSupported(step.input(0).type());
    }

    private static boolean isSupported(Class<? extends TNumber> type) {
        return TRIALS.computeIfAbsent(type, GroupedConvolution::isRun);
    }

    /** Input, kernel and gradient are cut into groups, and what comes out is put together again. */
    static void groupByGroup(BackwardStep step, String... attributes) {
        int groups = groups(step);
        List<Operand<TNumber>> inputs = split(step, "inputs", step.input(0), groups);
        List<Operand<TNumber>> kernels = split(step, "kernels", step.input(1), groups);
        List<Operand<TNumber>> gradients = split(step, "gradients", step.gradient(), groups);
        List<Operand<TNumber>> byInput = new ArrayList<>();
        List<Operand<TNumber>> byKernel = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            if (step.needs(0)) {
                Operand<TInt32> sizes = step.named("input_sizes" + i).shape(inputs.get(i));
                byInput.add(step.raw(
                        "Conv2DBackpropInput",
                        "input" + i,
                        List.of(sizes, kernels.get(i), gradients.get(i)),
                        attributes));
            }
            if (step.needs(1)) {
                Operand<TInt32> sizes = step.named("filter_sizes" + i).shape(kernels.get(i));
                byKernel.add(step.raw(
                        "Conv2DBackpropFilter",
                        "filter" + i,
                        List.of(inputs.get(i), sizes, gradients.get(i)),
                        attributes));
            }
        }
        if (step.needs(0)) {
            step.give(0, step.named("input").concat(byInput, lastAxis(step, "input_axis")));
        }
        if (step.needs(1)) {
            step.give(1, step.named("filter").concat(byKernel, lastAxis(step, "filter_axis")));
        }
    }

    /** Channels are the last axis of images, and output channels that of kernels. */
    private static List<Operand<TNumber>> split(BackwardStep step, String name, Operand<TNumber> whole, int groups) {
        return new ArrayList<>(step.named(name)
                .split(lastAxis(step, name + "_axis"), whole, (long) groups)
                .output());
    }

    private static Operand<TInt32> lastAxis(BackwardStep step, String name) {
        return step.named(name).constant(3);
    }

    private static boolean isRun(Class<? extends TNumber> type) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<? extends TNumber> images = tf.zeros(tf.constant(new int[] {1, 2, 2, 4}), type);
            Operand<?> gradient = tf.scope()
                    .opBuilder("Conv2DBackpropFilter", "trial")
                    .addInput(images.asOutput())
                    .addInput(tf.constant(new int[] {1, 1, 2, 4}).asOutput())
                    .addInput(images.asOutput())
                    .setAttr("strides", new long[] {1, 1, 1, 1})
                    .setAttr("padding", "VALID")
                    .build()
                    .output(0);
            try (Session session = SessionSettings.GPU.open(graph)) {
                session.runner().fetch(gradient).run().close();
                return true;
            } catch (TFInvalidArgumentException | TFUnimplementedException e) {
                // A refusal is one of the two answers that were asked for.
                return false;
            }
        }
    }
}
