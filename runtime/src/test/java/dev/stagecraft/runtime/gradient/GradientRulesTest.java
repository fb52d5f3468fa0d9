package dev.stagecraft.runtime.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;

/**
 * Every rule against central differences of a random weighting of the operation's output, in double precision where
 * TensorFlow has it.
 */
class GradientRulesTest {
    private static final GradientForms TWO_IMAGES = new GradientForms(OptionalInt.of(2), true, true);

    /** What is differentiated: shapes of its inputs, and the operation over them. */
    record Case(
            String name,
            Class<? extends TNumber> type,
            List<Shape> inputs,
            BiFunction<Ops, List<Operand<TNumber>>, Operand<TNumber>> operation) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String padding : List.of("SAME", "VALID")) {
            for (long stride = 1; stride <= 3; stride++) {
                List<Long> strides = List.of(1L, stride, stride, 1L);
                cases.add(real(
                        "Conv2D " + padding + " stride " + stride,
                        List.of(Shape.of(2, 6, 5, 2), Shape.of(3, 3, 2, 3)),
                        (tf, in) -> tf.nn.conv2d(in.get(0), in.get(1), strides, padding)));
            }
        }
        // TensorFlow computes dilated convolutions on a CPU in single precision only.
        cases.add(new Case(
                "Conv2D dilated",
                TFloat32.class,
                List.of(Shape.of(1, 7, 7, 1), Shape.of(3, 3, 1, 2)),
                (tf, in) -> tf.nn.conv2d(
                        in.get(0),
                        in.get(1),
                        List.of(1L, 1L, 1L, 1L),
                        "VALID",
                        Conv2d.dilations(List.of(1L, 2L, 2L, 1L)))));
        cases.add(real(
                "Conv2D of explicit padding",
                List.of(Shape.of(1, 5, 5, 1), Shape.of(3, 3, 1, 2)),
                (tf, in) -> tf.nn.conv2d(
                        in.get(0),
                        in.get(1),
                        List.of(1L, 2L, 2L, 1L),
                        "EXPLICIT",
                        Conv2d.explicitPaddings(List.of(0L, 0L, 1L, 1L, 1L, 1L, 0L, 0L)))));
        // In double precision TensorFlow takes no groups on a CPU, so that each is walked by itself.
        for (Class<? extends TNumber> type : List.of(TFloat64.class, TFloat32.class)) {
            cases.add(new Case(
                    "Conv2D in groups, " + type.getSimpleName(),
                    type,
                    List.of(Shape.of(1, 5, 4, 6), Shape.of(3, 3, 2, 9)),
                    (tf, in) -> tf.nn.conv2d(in.get(0), in.get(1), List.of(1L, 2L, 2L, 1L), "SAME")));
        }
        cases.add(real(
                "BiasAdd over images",
                List.of(Shape.of(2, 3, 3, 4), Shape.of(4)),
                (tf, in) -> tf.nn.biasAdd(in.get(0), in.get(1))));
        cases.add(real(
                "BiasAdd over features",
                List.of(Shape.of(3, 4), Shape.of(4)),
                (tf, in) -> tf.nn.biasAdd(in.get(0), in.get(1))));
        cases.add(real("Relu", List.of(Shape.of(4, 5)), (tf, in) -> tf.nn.relu(in.get(0))));
        cases.add(real(
                "LeakyRelu", List.of(Shape.of(4, 5)), (tf, in) -> tf.nn.leakyRelu(in.get(0), LeakyRelu.alpha(0.1f))));
        cases.add(real("Sigmoid", List.of(Shape.of(4, 5)), (tf, in) -> tf.math.sigmoid(in.get(0))));
        cases.add(real("Erf", List.of(Shape.of(4, 5)), (tf, in) -> tf.math.erf(in.get(0))));
        for (String padding : List.of("SAME", "VALID")) {
            cases.add(real(
                    "AvgPool " + padding,
                    List.of(Shape.of(2, 5, 7, 2)),
                    (tf, in) -> tf.nn.avgPool(in.get(0), List.of(1L, 2L, 3L, 1L), List.of(1L, 2L, 3L, 1L), padding)));
            cases.add(real(
                    "MaxPool " + padding, List.of(Shape.of(2, 6, 6, 2)), (tf, in) -> pool(tf, in.get(0), padding)));
        }
        for (long stride = 1; stride <= 3; stride++) {
            List<Long> strides = List.of(1L, stride, stride, 1L);
            cases.add(real(
                    "DepthwiseConv2dNative of a fixed kernel, stride " + stride,
                    List.of(Shape.of(2, 6, 5, 2)),
                    (tf, in) -> tf.nn.depthwiseConv2dNative(in.get(0), fixedKernel(tf, in.get(0)), strides, "VALID")));
        }
        for (String mode : List.of("REFLECT", "SYMMETRIC")) {
            cases.add(real(
                    "MirrorPad " + mode,
                    List.of(Shape.of(2, 3, 4, 2)),
                    (tf, in) ->
                            tf.mirrorPad(in.get(0), tf.constant(new int[][] {{0, 0}, {1, 2}, {2, 1}, {0, 0}}), mode)));
        }
        cases.add(real(
                "PadV2",
                List.of(Shape.of(2, 3, 4, 2)),
                (tf, in) -> tf.pad(
                        in.get(0),
                        tf.constant(new int[][] {{0, 0}, {1, 2}, {3, 1}, {0, 0}}),
                        tf.dtypes.cast(tf.constant(-2f), in.get(0).type()))));
        cases.add(real("Add", List.of(Shape.of(2, 3), Shape.of(2, 3)), (tf, in) -> tf.math.add(in.get(0), in.get(1))));
        cases.add(real(
                "Add with broadcasting",
                List.of(Shape.of(2, 1, 3), Shape.of(4, 1)),
                (tf, in) -> tf.math.add(in.get(0), in.get(1))));
        cases.add(real("Mul", List.of(Shape.of(2, 3), Shape.of(2, 3)), (tf, in) -> tf.math.mul(in.get(0), in.get(1))));
        cases.add(real(
                "Mul of a value and itself", List.of(Shape.of(2, 3)), (tf, in) -> tf.math.mul(in.get(0), in.get(0))));
        cases.add(real(
                "Mul with broadcasting",
                List.of(Shape.of(2, 4, 3, 2), Shape.of(2, 1, 1, 2)),
                (tf, in) -> tf.math.mul(in.get(0), in.get(1))));
        cases.add(real(
                "Reshape",
                List.of(Shape.of(2, 6)),
                (tf, in) -> tf.reshape(in.get(0), tf.constant(new int[] {-1, 2, 2}))));
        cases.add(real(
                "StridedSlice",
                List.of(Shape.of(2, 5, 4, 3)),
                (tf, in) -> tf.stridedSlice(
                        in.get(0),
                        tf.constant(new int[] {0, 1, 0, 0}),
                        tf.constant(new int[4]),
                        tf.constant(new int[] {1, 2, 3, 1}),
                        StridedSlice.beginMask(13L),
                        StridedSlice.endMask(15L))));
        cases.add(real(
                "AddV2 of a value and itself",
                List.of(Shape.of(2, 3)),
                (tf, in) -> tf.scope()
                        .opBuilder("AddV2", "sum")
                        .addInput(in.get(0).asOutput())
                        .addInput(in.get(0).asOutput())
                        .build()
                        .output(0)));
        cases.add(real(
                "Mean over height and width",
                List.of(Shape.of(2, 3, 4, 5)),
                (tf, in) -> tf.math.mean(in.get(0), tf.array(1, 2))));
        cases.add(real(
                "Mean that keeps dimensions, axes from the end",
                List.of(Shape.of(2, 3, 4)),
                (tf, in) -> tf.math.mean(in.get(0), tf.array(-1, 0), Mean.keepDims(true))));
        for (boolean left : List.of(false, true)) {
            for (boolean right : List.of(false, true)) {
                cases.add(real(
                        "MatMul transposed " + left + ", " + right,
                        List.of(left ? Shape.of(3, 2) : Shape.of(2, 3), right ? Shape.of(4, 3) : Shape.of(3, 4)),
                        (tf, in) -> tf.linalg.matMul(
                                in.get(0), in.get(1), MatMul.transposeA(left), MatMul.transposeB(right))));
            }
        }
        cases.add(real(
                "SparseSoftmaxCrossEntropyWithLogits",
                List.of(Shape.of(4, 3)),
                (tf, in) -> tf.nn.sparseSoftmaxCrossEntropyWithLogits(in.get(0), tf.array(2, 0, 1, 1))
                        .loss()));
        cases.add(real(
                "SoftmaxCrossEntropyWithLogits",
                List.of(Shape.of(2, 3)),
                (tf, in) -> tf.nn.softmaxCrossEntropyWithLogits(in.get(0), number(tf.constant(new double[][] {
                            {0.5, 0.25, 0.25}, {0, 0.9, 0.1}
                        })))
                        .loss()));
        cases.add(real("LogSoftmax", List.of(Shape.of(3, 4)), (tf, in) -> tf.nn.logSoftmax(in.get(0))));
        cases.add(new Case(
                "Cast",
                TFloat32.class,
                List.of(Shape.of(2, 3)),
                (tf, in) -> number(tf.dtypes.cast(tf.dtypes.cast(in.get(0), TFloat64.class), TFloat32.class))));
        for (boolean training : List.of(true, false)) {
            cases.add(new Case(
                    "FusedBatchNormV3 training " + training,
                    TFloat32.class,
                    List.of(Shape.of(3, 2, 2, 2), Shape.of(2), Shape.of(2)),
                    (tf, in) -> norm(tf, in, training)));
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ruleAgreesWithCentralDifferences(Case check) {
        Random random = new Random(7);
        boolean exact = check.type() == TFloat64.class;
        double step = exact ? 1e-6 : 1e-2;
        double tolerance = exact ? 1e-6 : 2e-2;
        List<double[]> values = check.inputs().stream()
                .map(shape -> spread(random, (int) shape.size()))
                .toList();
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            List<Operand<TNumber>> inputs = new ArrayList<>();
            List<Output<?>> sources = new ArrayList<>();
            for (Shape shape : check.inputs()) {
                Operand<TNumber> input = placeholder(tf, check.type(), shape);
                inputs.add(input);
                sources.add(input.asOutput());
            }
            Operand<TNumber> result = check.operation().apply(tf, inputs);
            double[] weights = spread(random, (int) result.shape().size());
            Operand<TNumber> seed = placeholder(tf, check.type(), result.shape());
            Map<Output<?>, Operand<TNumber>> gradients =
                    BackwardPass.gradients(graph, tf, result.asOutput(), seed, sources, TWO_IMAGES);
            try (Session session = new Session(graph)) {
                for (int i = 0; i < inputs.size(); i++) {
                    assertEquals(
                            check.inputs().get(i), gradients.get(sources.get(i)).shape());
                    double[] found = run(
                            session,
                            check,
                            inputs,
                            values,
                            seed,
                            weights,
                            // TensorFlow does not fetch what it was fed, which some gradients are.
                            tf.identity(gradients.get(sources.get(i))));
                    for (int j = 0; j < found.length; j++) {
                        double kept = values.get(i)[j];
                        values.get(i)[j] = kept + step;
                        double above = weighted(run(session, check, inputs, values, seed, weights, result), weights);
                        values.get(i)[j] = kept - step;
                        double below = weighted(run(session, check, inputs, values, seed, weights, result), weights);
                        values.get(i)[j] = kept;
                        double expected = (above - below) / (2 * step);
                        assertEquals(
                                expected,
                                found[j],
                                tolerance * (1 + Math.abs(expected)),
                                "input " + i + ", value " + j);
                    }
                }
            }
        }
    }

    @Test
    void everyRuleHasACase() {
        TreeSet<String> shown =
                cases().map(check -> check.name().split(" ", 2)[0]).collect(Collectors.toCollection(TreeSet::new));
        shown.add(RectifiedNorm.TYPE);
        assertEquals(new TreeSet<>(GradientRules.BY_TYPE.keySet()), shown);
    }

    /** Rectifiers change their minds within the steps of a difference, so the two operations in one are held to the two. */
    @Test
    void rectifiedNormHasTheGradientsOfItsTwoOperations() {
        if (!RectifiedNorm.isSupported(TFloat32.class)) {
            System.out.println("NOTICE: TensorFlow fuses no normalization here; its gradient is not tested.");
        }
        assumeTrue(RectifiedNorm.isSupported(TFloat32.class));
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images = tf.random.statelessRandomNormal(tf.array(3, 5, 4, 8), tf.array(1L, 2L));
            Operand<TFloat32> scale = tf.constant(new float[] {1, 2, -1, 0.5f, 1, 3, 1, 2});
            Operand<TFloat32> offset = tf.constant(new float[] {0, 0.1f, -0.2f, 0, 0.5f, 0, -1, 1});
            Operand<TFloat32> mean = tf.constant(new float[8]);
            Operand<TFloat32> variance = tf.constant(new float[] {1, 1, 1, 1, 1, 1, 1, 1});
            Operand<TFloat32> weights = tf.random.statelessRandomNormal(tf.array(3, 5, 4, 8), tf.array(3L, 4L));
            FusedBatchNorm<TFloat32, TFloat32> norm = tf.nn.fusedBatchNorm(
                    images,
                    scale,
                    offset,
                    mean,
                    variance,
                    FusedBatchNorm.isTraining(true),
                    FusedBatchNorm.exponentialAvgFactor(0.25f));
            OperationBuilder builder = tf.scope().opBuilder(RectifiedNorm.TYPE, "fused");
            List.of(images, scale, offset, mean, variance).forEach(each -> builder.addInput(each.asOutput()));
            RectifiedNorm.complete(builder);
            GraphOperation fused = (GraphOperation) builder.setAttr("is_training", true)
                    .setAttr("exponential_avg_factor", 0.25f)
                    .build();
            List<Output<?>> sources = List.of(images.asOutput(), scale.asOutput(), offset.asOutput());
            List<Operand<?>> expected =
                    new ArrayList<>(List.of(tf.nn.relu(norm.y()), norm.batchMean(), norm.batchVariance()));
            List<Operand<?>> found = new ArrayList<>(List.of(fused.output(0), fused.output(1), fused.output(2)));
            Map<Output<?>, Operand<TNumber>> one =
                    BackwardPass.gradients(graph, tf, expected.get(0).asOutput(), number(weights), sources, TWO_IMAGES);
            Map<Output<?>, Operand<TNumber>> other =
                    BackwardPass.gradients(graph, tf, fused.output(0), number(weights), sources, TWO_IMAGES);
            sources.forEach(each -> {
                expected.add(one.get(each));
                found.add(other.get(each));
            });
            try (Session session = new Session(graph)) {
                for (int i = 0; i < expected.size(); i++) {
                    try (Result result = session.runner()
                            .fetch(expected.get(i).asOutput())
                            .fetch(found.get(i).asOutput())
                            .run()) {
                        float[] left = floats((TFloat32) result.get(0));
                        assertArrayEquals(left, floats((TFloat32) result.get(1)), 1e-4f, "value " + i);
                    }
                }
            }
        }
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[Math.toIntExact(tensor.size())];
        tensor.asRawTensor().data().asFloats().read(values);
        return values;
    }

    @Test
    void operationWithoutRuleIsNamed() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, TFloat64.class, Shape.of(2));
            Operand<TNumber> y = tf.withSubScope("deep").withName("odd").math.tan(x);
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> BackwardPass.gradients(graph, tf, y.asOutput(), y, List.of(x.asOutput()), TWO_IMAGES));
            assertTrue(
                    error.getMessage().contains("deep/odd")
                            && error.getMessage().contains("Tan"),
                    error.getMessage());
        }
    }

    @Test
    void sourceThatDoesNotReachTheResultIsNamed() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, TFloat64.class, Shape.of(2));
            Operand<TNumber> y = tf.nn.relu(x);
            Operand<TNumber> alone = tf.withName("alone").identity(x);
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> BackwardPass.gradients(graph, tf, y.asOutput(), y, List.of(alone.asOutput()), TWO_IMAGES));
            assertTrue(error.getMessage().contains("alone"), error.getMessage());
        }
    }

    @Test
    void gradientThroughAnUnknownOutputIsRefused() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, TFloat64.class, Shape.of(2, 3));
            Operand<TNumber> second =
                    tf.nn.sparseSoftmaxCrossEntropyWithLogits(x, tf.array(0, 1)).backprop();
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> BackwardPass.gradients(
                            graph, tf, second.asOutput(), second, List.of(x.asOutput()), TWO_IMAGES));
            assertTrue(error.getMessage().contains("output 1"), error.getMessage());
        }
    }

    @Test
    void kernelOfADepthwiseConvolutionMayNotLearn() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TNumber> x = placeholder(tf, TFloat64.class, Shape.of(1, 3, 3, 2));
            Operand<TNumber> kernel = placeholder(tf, TFloat64.class, Shape.of(3, 3, 2, 1));
            Operand<TNumber> y =
                    tf.withName("odd").nn.depthwiseConv2dNative(x, kernel, List.of(1L, 1L, 1L, 1L), "SAME");
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> BackwardPass.gradients(graph, tf, y.asOutput(), y, List.of(kernel.asOutput()), TWO_IMAGES));
            assertTrue(error.getMessage().contains("odd (DepthwiseConv2dNative)"), error.getMessage());
        }
    }

    private static Case real(
            String name, List<Shape> inputs, BiFunction<Ops, List<Operand<TNumber>>, Operand<TNumber>> operation) {
        return new Case(name, TFloat64.class, inputs, operation);
    }

    private static Operand<TNumber> fixedKernel(Ops tf, Operand<TNumber> input) {
        return tf.dtypes.cast(
                tf.constant(new double[][][][] {
                    {{{1}, {2}}, {{-3}, {4}}, {{5}, {6}}}, {{{7}, {-8}}, {{9}, {1}}, {{2}, {3}}}
                }),
                input.type());
    }

    private static Operand<TNumber> pool(Ops tf, Operand<TNumber> input, String padding) {
        return ((GraphOperation) tf.scope()
                        .opBuilder("MaxPool", "pool")
                        .addInput(input.asOutput())
                        .setAttr("ksize", new long[] {1, 3, 3, 1})
                        .setAttr("strides", new long[] {1, 2, 2, 1})
                        .setAttr("padding", padding)
                        .build())
                .output(0);
    }

    private static Operand<TNumber> norm(Ops tf, List<Operand<TNumber>> in, boolean training) {
        List<FusedBatchNorm.Options> options = new ArrayList<>();
        options.add(FusedBatchNorm.epsilon(1e-3f));
        options.add(FusedBatchNorm.isTraining(training));
        if (training) {
            options.add(FusedBatchNorm.exponentialAvgFactor(0.1f));
        }
        Operand<TNumber> mean = number(tf.constant(new float[] {0.3f, -0.2f}));
        Operand<TNumber> variance = number(tf.constant(new float[] {0.7f, 1.4f}));
        return tf.nn.fusedBatchNorm(
                        in.get(0), in.get(1), in.get(2), mean, variance, options.toArray(FusedBatchNorm.Options[]::new))
                .y();
    }

    @SuppressWarnings("unchecked") // A case fixes its type; the rules are the same for all.
    private static Operand<TNumber> placeholder(Ops tf, Class<? extends TNumber> type, Shape shape) {
        return tf.placeholder((Class<TNumber>) type, Placeholder.shape(shape));
    }

    @SuppressWarnings("unchecked") // As above.
    private static Operand<TNumber> number(Operand<? extends TNumber> operand) {
        return (Operand<TNumber>) operand;
    }

    /** Values with room between any two and around zero, so that no maximum and no rectifier changes its mind. */
    private static double[] spread(Random random, int count) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add((i + 1.5) / count * (random.nextBoolean() ? 1.5 : -1.5));
        }
        Collections.shuffle(values, random);
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double weighted(double[] values, double[] weights) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[i] * weights[i];
        }
        return sum;
    }

    private static double[] run(
            Session session,
            Case check,
            List<Operand<TNumber>> inputs,
            List<double[]> values,
            Operand<TNumber> seed,
            double[] weights,
            Operand<TNumber> wanted) {
        Session.Runner runner = session.runner().fetch(wanted);
        List<Tensor> fed = new ArrayList<>();
        try {
            for (int i = 0; i < inputs.size(); i++) {
                fed.add(tensor(check, check.inputs().get(i), values.get(i)));
                runner.feed(inputs.get(i), fed.get(i));
            }
            fed.add(tensor(check, seed.shape(), weights));
            runner.feed(seed, fed.get(inputs.size()));
            try (Result result = runner.run()) {
                return doubles(result.get(0));
            }
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    private static Tensor tensor(Case check, Shape shape, double[] values) {
        if (check.type() == TFloat64.class) {
            return TFloat64.tensorOf(shape, DataBuffers.of(values));
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return TFloat32.tensorOf(shape, DataBuffers.of(floats));
    }

    private static double[] doubles(Tensor tensor) {
        List<Double> values = new ArrayList<>();
        if (tensor instanceof TFloat64 exact) {
            exact.scalars().forEach(value -> values.add(value.getDouble()));
        } else {
            ((TFloat32) tensor).scalars().forEach(value -> values.add((double) value.getFloat()));
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
