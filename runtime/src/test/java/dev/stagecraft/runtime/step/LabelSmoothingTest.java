package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.gradient.BackwardPass;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.TrainingDefaults;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** Smoothed targets, against numbers computed by hand. */
class LabelSmoothingTest {
    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);

    @Test
    void tenClassesAndATenth() {
        // −0.91·log p₀ − 9·0.01·log p₁ with p₁ = 1/(e¹⁰ + 9): 0.000408509 and 0.09 · 10 more.
        float[] row = new float[10];
        row[0] = 10;
        assertEquals(0.900409f, loss(0.1, row, 0), 1e-6f);
        assertEquals(0.000409f, loss(0, row, 0), 1e-6f);
    }

    @Test
    void gradientIsSoftmaxMinusTheTargets() {
        // Equal logits of 4 classes: softmax is 0.25 each; targets are 0.85 for the class and 0.05 for each other one.
        assertArrayEquals(new float[] {0.2f, -0.6f, 0.2f, 0.2f}, gradient(0.2, new float[4], 1), 1e-6f);
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

    private static float loss(double smoothing, float[] logits, int label) {
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> loss = add(tf, smoothing, tf.constant(new float[][] {logits}), label);
            try (TFloat32 found = (TFloat32) session.runner().fetch(loss).run().get(0)) {
                return found.getFloat(0);
            }
        }
    }

    private static float[] gradient(double smoothing, float[] row, int label) {
        try (Graph graph = TensorFlowLibrary.newGraph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> logits = tf.constant(new float[][] {row});
            Operand<TFloat32> loss = tf.math.mean(add(tf, smoothing, logits, label), tf.constant(new int[] {0}));
            @SuppressWarnings("unchecked") // The backward pass calls every floating-point type a number.
            Operand<TNumber> one = (Operand<TNumber>) (Operand<?>) tf.constant(1f);
            Map<Output<?>, Operand<TNumber>> found = BackwardPass.gradients(
                    graph, tf, loss.asOutput(), one, List.of(logits.asOutput()), OptionalInt.of(2));
            try (Result result =
                    session.runner().fetch(found.get(logits.asOutput())).run()) {
                TFloat32 values = (TFloat32) result.get(0);
                float[] all = new float[row.length];
                values.asRawTensor().data().asFloats().read(all);
                return all;
            }
        }
    }

    private static Operand<TFloat32> add(Ops tf, double smoothing, Operand<TFloat32> logits, int label) {
        Operand<TInt32> labels = tf.constant(new int[] {label});
        return Loss.of(TrainingDefaults.builder().labelSmoothing(smoothing).build())
                .add(tf, logits, labels);
    }
}
