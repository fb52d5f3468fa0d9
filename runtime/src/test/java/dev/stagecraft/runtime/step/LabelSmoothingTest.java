package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.gradient.BackwardPass;
import dev.stagecraft.runtime.gradient.GradientForms;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.TrainingDefaults;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** Smoothed targets, against numbers computed by hand. */
class LabelSmoothingTest {
    private static final GradientForms TWO_IMAGES = new GradientForms(OptionalInt.of(2), true, true);

    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);

    @ParameterizedTest
    @EnumSource
    void tenClassesAndATenth(Hardware hardware) {
        // −0.91·log p₀ − 9·0.01·log p₁ with p₁ = 1/(e¹⁰ + 9): 0.000408509 and 0.09 · 10 more.
        float[] row = new float[10];
        row[0] = 10;
        assertEquals(0.900409f, loss(hardware, 0.1, row, 0), 1e-6f);
        assertEquals(0.000409f, loss(hardware, 0, row, 0), 1e-6f);
    }

    @ParameterizedTest
    @EnumSource
    void gradientIsSoftmaxMinusTheTargets(Hardware hardware) {
        // Equal logits of 4 classes: softmax is 0.25 each; targets are 0.85 for the class and 0.05 for each other one.
        assertArrayEquals(new float[] {0.2f, -0.6f, 0.2f, 0.2f}, gradient(hardware, 0.2, new float[4], 1), 1e-6f);
    }

    /** The fused operations have no form on a GPU that gives the same bits each time, in training or in evaluation. */
    @ParameterizedTest
    @EnumSource(Targets.class)
    void repeatableStepHasTheSameLossFromOtherOperations(Targets targets) {
        UpdateRule rule =
                new UpdateRule(TrainingDefaults.builder().labelSmoothing(0.1).build());
        float[] fused = losses(rule, targets, true);
        float[] repeatable = losses(rule.on(Hardware.REPEATABLE_GPU), targets, false);
        assertArrayEquals(fused, repeatable, 1e-6f);
        assertTrue(fused[0] > 0.1f, Arrays.toString(fused));
    }

    /** Of training and of evaluation, after a step. */
    private static float[] losses(UpdateRule rule, Targets targets, boolean fused) {
        byte[] bytes = new byte[2 * IMAGES.values()];
        new Random(3).nextBytes(bytes);
        float[] probabilities = new float[20];
        probabilities[1] = 0.75f;
        probabilities[2] = 0.25f;
        probabilities[13] = 1;
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, rule, targets);
                Session session = new Session(network.graph());
                TUint8 images = TUint8.tensorOf(Shape.of(2, 8, 8, 1), DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(1, 3);
                TFloat32 distributions = TFloat32.tensorOf(Shape.of(2, 10), DataBuffers.of(probabilities));
                TFloat32 rate = TFloat32.scalarOf(0.1f)) {
            assertEquals(fused, isFused(network.training()));
            assertEquals(fused, isFused(network.evaluation()));
            assertTrue(isFused(network.declared()), "the network is known by the same operations");
            network.initialize(session);
            Session.Runner step = session.runner()
                    .feed(network.images(), images)
                    .feed(network.labels(), labels)
                    .feed(network.learningRate(), rate)
                    .addTarget(network.trainStep())
                    .fetch(network.training().loss());
            network.distributions().ifPresent(fed -> step.feed(fed, distributions));
            try (Result trained = step.run();
                    Result evaluated = session.runner()
                            .feed(network.images(), images)
                            .feed(network.labels(), labels)
                            .fetch(network.evaluation().loss())
                            .run()) {
                return new float[] {((TFloat32) trained.get(0)).getFloat(), ((TFloat32) evaluated.get(0)).getFloat()};
            }
        }
    }

    private static boolean isFused(NetworkGraph.Outputs outputs) {
        Deque<Operation> open =
                new ArrayDeque<>(List.of(outputs.loss().asOutput().op()));
        Set<String> types = new HashSet<>();
        while (!open.isEmpty()) {
            GraphOperation operation = (GraphOperation) open.pop();
            types.add(operation.type());
            operation.inputs().forEach(input -> open.push(input.asOutput().op()));
        }
        return types.contains("SparseSoftmaxCrossEntropyWithLogits") || types.contains("SoftmaxCrossEntropyWithLogits");
    }

    @Test
    void operationsAreAddedToTrainingAlone() {
        Set<String> plain = names(0);
        Set<String> smoothed = names(0.1);
        assertTrue(smoothed.containsAll(plain));
        smoothed.removeAll(plain);
        assertTrue(smoothed.contains("training/smoothing/losses"), smoothed.toString());
        assertTrue(smoothed.stream().noneMatch(name -> name.startsWith("evaluation")), smoothed.toString());
    }

    private static Set<String> names(double smoothing) {
        UpdateRule rule = new UpdateRule(
                TrainingDefaults.builder().labelSmoothing(smoothing).build());
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 1, rule)) {
            Set<String> names = new HashSet<>();
            network.graph().operations().forEachRemaining(operation -> names.add(operation.name()));
            return names;
        }
    }

    private static float loss(Hardware hardware, double smoothing, float[] logits, int label) {
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> loss = add(tf, hardware, smoothing, tf.constant(new float[][] {logits}), label);
            try (TFloat32 found = (TFloat32) session.runner().fetch(loss).run().get(0)) {
                return found.getFloat(0);
            }
        }
    }

    private static float[] gradient(Hardware hardware, double smoothing, float[] row, int label) {
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> logits = tf.constant(new float[][] {row});
            Operand<TFloat32> loss =
                    tf.math.mean(add(tf, hardware, smoothing, logits, label), tf.constant(new int[] {0}));
            @SuppressWarnings("unchecked") // The backward pass calls every floating-point type a number.
            Operand<TNumber> one = (Operand<TNumber>) (Operand<?>) tf.constant(1f);
            Map<Output<?>, Operand<TNumber>> found =
                    BackwardPass.gradients(graph, tf, loss.asOutput(), one, List.of(logits.asOutput()), TWO_IMAGES);
            try (Result result =
                    session.runner().fetch(found.get(logits.asOutput())).run()) {
                TFloat32 values = (TFloat32) result.get(0);
                float[] all = new float[row.length];
                values.asRawTensor().data().asFloats().read(all);
                return all;
            }
        }
    }

    private static Operand<TFloat32> add(
            Ops tf, Hardware hardware, double smoothing, Operand<TFloat32> logits, int label) {
        Operand<TInt32> labels = tf.constant(new int[] {label});
        TrainingDefaults settings =
                TrainingDefaults.builder().labelSmoothing(smoothing).build();
        Loss loss = hardware == Hardware.REPEATABLE_GPU ? Loss.repeatable(settings) : Loss.of(settings);
        return loss.add(tf, logits, labels);
    }
}
