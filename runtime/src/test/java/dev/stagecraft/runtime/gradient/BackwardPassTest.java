package dev.stagecraft.runtime.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The walk itself: what it sums, what it leaves alone, and what it refuses. */
class BackwardPassTest {
    private static final GradientForms TWO_IMAGES = new GradientForms(OptionalInt.of(2), true, true);

    @Test
    void sourceBeforeAnotherSourceGetsItsWholeGradient() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, Shape.of(2));
            Operand<TNumber> y = tf.nn.relu(x);
            Operand<TNumber> z = tf.math.add(y, x);
            Map<Output<?>, Operand<TNumber>> gradients =
                    gradients(graph, tf, z, ones(tf, 2), List.of(x.asOutput(), y.asOutput()));
            // By y: 1. By x: 1 directly, and 1 more through y where x is above 0.
            assertArrayEquals(new float[] {1, 1}, run(graph, x, new float[] {3, -3}, gradients.get(y.asOutput())));
            assertArrayEquals(new float[] {2, 1}, run(graph, x, new float[] {3, -3}, gradients.get(x.asOutput())));
        }
    }

    @Test
    void sizesUnknownOutsideTheBatchMayBroadcast() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = tf.placeholder(number(), Placeholder.shape(Shape.of(1, Shape.UNKNOWN_SIZE)));
            Operand<TNumber> wide = tf.placeholderWithDefault(
                    tf.constant(new float[][] {{1, 2, 3}}).asOutput().expect(number()),
                    Shape.of(1, Shape.UNKNOWN_SIZE));
            Operand<TNumber> sum = tf.math.add(x, wide);
            Operand<TNumber> seed =
                    tf.constant(new float[][] {{1, 10, 100}}).asOutput().expect(number());
            Operand<TNumber> gradient =
                    gradients(graph, tf, sum, seed, List.of(x.asOutput())).get(x.asOutput());
            try (Session session = new Session(graph);
                    TFloat32 one = TFloat32.tensorOf(Shape.of(1, 1), data -> data.setFloat(5, 0, 0));
                    Result result = session.runner()
                            .feed(x, one)
                            .fetch(tf.identity(gradient))
                            .run()) {
                assertEquals(Shape.of(1, 1), result.get(0).shape(), "gradient of one value");
                assertEquals(111f, ((TFloat32) result.get(0)).getFloat(0, 0));
            }
        }
    }

    @Test
    void ranksUnknownMayBroadcast() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = tf.placeholder(number(), Placeholder.shape(Shape.unknown()));
            Operand<TNumber> wide = tf.placeholderWithDefault(
                    tf.constant(new float[] {1, 2, 3}).asOutput().expect(number()), Shape.unknown());
            Operand<TNumber> sum = tf.math.add(x, wide);
            Operand<TNumber> gradient = gradients(graph, tf, sum, ones(tf, 3), List.of(x.asOutput()))
                    .get(x.asOutput());
            assertArrayEquals(new float[] {3}, run(graph, x, new float[] {4}, gradient));
        }
    }

    @Test
    void axesOfAnotherTypeAreRefusedByName() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, Shape.of(2, 3));
            Operand<TNumber> mean = tf.withName("average").math.mean(x, tf.constant(new long[] {1}));
            assertRefused(graph, tf, mean, x, "average (Mean)", "input 1", "INT64");
        }
    }

    @Test
    void batchNormPassesOnNothingButItsResult() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, Shape.of(2, 2, 2, 1));
            Operand<TNumber> one = ones(tf, 1);
            Operand<TNumber> mean = tf.withName("norm")
                    .nn
                    .fusedBatchNorm(x, one, one, one, one, FusedBatchNorm.isTraining(true))
                    .batchMean();
            assertRefused(graph, tf, mean, x, "norm (FusedBatchNormV3)", "output 1");
        }
    }

    @Test
    void whatNoSourceReachesGetsNoGradient() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> images = placeholder(tf, Shape.of(2, 4, 4, 1));
            Operand<TNumber> kernel = placeholder(tf, Shape.of(3, 3, 1, 2));
            // Nothing has a rule for Erf: the walk must not go there.
            Operand<TNumber> odd = tf.withName("odd").math.erf(images);
            Operand<TNumber> conv = tf.withName("conv").nn.conv2d(odd, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
            gradients(graph, tf, conv, conv, List.of(kernel.asOutput()));
            assertTrue(graph.operation("gradients/conv.filter") != null, "gradient by the kernel");
            assertFalse(graph.operation("gradients/conv.input") != null, "gradient by the images");
        }
    }

    private static void assertRefused(
            Graph graph, Ops tf, Operand<TNumber> result, Operand<TNumber> source, String... parts) {
        IllegalStateException error = assertThrows(
                IllegalStateException.class, () -> gradients(graph, tf, result, result, List.of(source.asOutput())));
        for (String part : parts) {
            assertTrue(error.getMessage().contains(part), error.getMessage());
        }
    }

    private static Map<Output<?>, Operand<TNumber>> gradients(
            Graph graph, Ops tf, Operand<TNumber> result, Operand<TNumber> seed, List<Output<?>> sources) {
        return BackwardPass.gradients(graph, tf, result.asOutput(), seed, sources, TWO_IMAGES);
    }

    private static float[] run(Graph graph, Operand<TNumber> x, float[] fed, Operand<TNumber> wanted) {
        try (Session session = new Session(graph);
                TFloat32 tensor = TFloat32.vectorOf(fed);
                Result result = session.runner()
                        .feed(x, tensor)
                        // TensorFlow does not fetch what it was fed, which some gradients are.
                        .fetch(Ops.create(graph).identity(wanted))
                        .run()) {
            TFloat32 found = (TFloat32) result.get(0);
            float[] values = new float[(int) found.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = found.getFloat(i);
            }
            return values;
        }
    }

    private static Operand<TNumber> placeholder(Ops tf, Shape shape) {
        return tf.placeholder(number(), Placeholder.shape(shape));
    }

    private static Operand<TNumber> ones(Ops tf, long size) {
        return tf.fill(tf.array(size), tf.constant(1f)).asOutput().expect(number());
    }

    /** The backward pass holds for every floating-point type and calls them all numbers; here they are single. */
    @SuppressWarnings("unchecked") // Generics alone tell the two apart.
    private static Class<TNumber> number() {
        return (Class<TNumber>) (Class<? extends TNumber>) TFloat32.class;
    }
}
