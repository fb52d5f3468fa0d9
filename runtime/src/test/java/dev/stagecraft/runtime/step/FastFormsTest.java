package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.gradient.BackwardPass;
import dev.stagecraft.runtime.gradient.GradientForms;
import dev.stagecraft.runtime.gradient.RectifiedNorm;
import dev.stagecraft.runtime.gradient.Subsampling;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.StridedSlice;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/** All engines of a CPU take the same step, but for rounding. */
class FastFormsTest {
    private static final int BATCH = 12;

    /** Masks all bounds of four dimensions. */
    private static final long ALL = 0b1111;

    @Test
    void stepIsTheSameButForRounding() {
        assumeFusing(RectifiedNorm.isSupported(TFloat32.class));
        assertSame(Precision.FLOAT32, 2e-4);
    }

    @Test
    void stepInBfloat16IsTheSameButForRounding() {
        assumeFusing(Bfloat16.isInCpu() && RectifiedNorm.isSupported(TBfloat16.class));
        assertSame(Precision.BFLOAT16, 5e-2);
    }

    /** Operations of TensorFlow's rewriting are in no graph that runs as it was built, but for those that were asked for. */
    @Test
    void normalizationTakesTheRectifierAfterItAlone() {
        assumeFusing(RectifiedNorm.isSupported(TFloat32.class));
        try (NetworkGraph tuned = build(Precision.FLOAT32, Engine.TUNED);
                NetworkGraph rewritten = build(Precision.FLOAT32, Engine.REWRITTEN)) {
            assertTrue(count(tuned.graph(), RectifiedNorm.TYPE) > 0);
            assertEquals(0, count(rewritten.graph(), RectifiedNorm.TYPE));
            assertEquals(rewritten.declared(), rewritten.training());
            assertFalse(tuned.settings(SessionSettings.CPU).rewriting());
            assertTrue(rewritten.settings(SessionSettings.CPU).rewriting());
        }
    }

    @Test
    void subsamplingIsAPoolOfTheSamePixels() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            int[] strides = {1, 2, 3, 1};
            Operand<TFloat32> images = tf.reshape(
                    tf.dtypes.cast(
                            tf.range(tf.constant(0), tf.constant(2 * 7 * 8 * 3), tf.constant(1)), TFloat32.class),
                    tf.constant(new int[] {2, 7, 8, 3}));
            Operand<TFloat32> slice = slice(tf, images, strides, ALL);
            long[] found =
                    Subsampling.strides((GraphOperation) slice.asOutput().op()).orElseThrow();
            OperationBuilder builder =
                    tf.scope().opBuilder(Subsampling.TYPE, "pool").addInput(images.asOutput());
            Subsampling.complete(builder, found);
            try (Session session = SessionSettings.CPU.open(graph);
                    Result result = session.runner()
                            .fetch(slice)
                            .fetch(builder.build().output(0))
                            .run()) {
                assertEquals(Shape.of(2, 4, 3, 3), result.get(0).shape());
                assertEquals(result.get(0), result.get(1));
            }
        }
    }

    /** Whole numbers, so that many values of a window are equal, and whole windows are negative. */
    @ParameterizedTest
    @CsvSource({"0, true", "-3, true", "2, true", "0, false"})
    void rectifierAfterThePoolGivesTheSameBits(float padding, boolean padded) {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            int[] shape = {3, 8, 8, 4};
            float[] whole = new float[3 * 8 * 8 * 4];
            Random random = new Random(5);
            for (int i = 0; i < whole.length; i++) {
                whole[i] = random.nextInt(7) - 5;
            }
            Operand<TFloat32> images = tf.reshape(tf.constant(whole), tf.constant(shape));
            Operand<TFloat32> rectified = tf.nn.relu(images);
            Operand<TFloat32> sides = padded
                    ? tf.pad(rectified, tf.constant(new int[][] {{0, 0}, {1, 0}, {1, 0}, {0, 0}}), tf.constant(padding))
                    : rectified;
            Output<TFloat32> pooled = maxPool(tf, sides);
            List<GraphOperation> operations = new ArrayList<>();
            graph.operations().forEachRemaining(operations::add);
            LateRectifiers late = LateRectifiers.of(operations, new Takers(operations));
            OperationCopies copies = new OperationCopies(tf, FastForms.SCOPE);
            copies.addAll(operations, new FastForms(RectifiedNorms.NONE, Map.of(), late), operation -> false);
            Output<TFloat32> changed = copies.of(pooled).expect(TFloat32.class);
            assertEquals("MaxPool", pooled.op().type());
            assertEquals("Relu", changed.op().type());
            try (Session session = SessionSettings.CPU.withoutRewriting().open(graph);
                    Result result = session.runner()
                            .fetch(pooled)
                            .fetch(changed)
                            .fetch(gradient(graph, tf, pooled, images))
                            .fetch(gradient(graph, tf, changed, images))
                            .run()) {
                assertEquals(result.get(0), result.get(1));
                assertEquals(result.get(2), result.get(3));
            }
        }
    }

    private static Output<TFloat32> maxPool(Ops tf, Operand<TFloat32> images) {
        return tf.scope()
                .opBuilder("MaxPool", "pool")
                .addInput(images.asOutput())
                .setAttr("T", DataType.DT_FLOAT)
                .setAttr("ksize", new long[] {1, 3, 3, 1})
                .setAttr("strides", new long[] {1, 2, 2, 1})
                .setAttr("padding", "VALID")
                .build()
                .output(0)
                .expect(TFloat32.class);
    }

    /** By images, of the values weighted by their places. */
    @SuppressWarnings("unchecked") // Generics alone tell the two apart.
    private static Operand<TNumber> gradient(Graph graph, Ops tf, Output<TFloat32> values, Operand<TFloat32> images) {
        float[] weights = new float[Math.toIntExact(values.shape().size())];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) Math.sin(i);
        }
        Operand<TNumber> seed = (Operand<TNumber>) (Operand<?>)
                tf.reshape(tf.constant(weights), tf.constant(values.shape().asArray()));
        return BackwardPass.gradients(graph, tf, values, seed, List.of(images.asOutput()), GradientForms.OPERATIONS)
                .get(images.asOutput());
    }

    @Test
    void rectifierStaysBeforeAPoolThatIsNotAlone() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images = tf.zeros(tf.constant(new int[] {2, 8, 8, 3}), TFloat32.class);
            Operand<TFloat32> rectified = tf.nn.relu(images);
            maxPool(tf, rectified);
            tf.math.add(rectified, images);
            maxPool(tf, tf.math.tanh(tf.nn.relu(images)));
            List<GraphOperation> operations = new ArrayList<>();
            graph.operations().forEachRemaining(operations::add);
            LateRectifiers late = LateRectifiers.of(operations, new Takers(operations));
            assertTrue(operations.stream().noneMatch(late::isRectifier));
        }
    }

    @Test
    void otherSlicesStaySlices() {
        try (Graph graph = TensorFlowLibrary.newGraph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloat32> images = tf.zeros(tf.constant(new int[] {2, 7, 8, 3}), TFloat32.class);
            List.of(
                            slice(tf, images, new int[] {2, 1, 1, 1}, ALL),
                            slice(tf, images, new int[] {1, 2, 2, 2}, ALL),
                            slice(tf, images, new int[] {1, -1, 2, 1}, ALL),
                            slice(tf, images, new int[] {1, 2, 2, 1}, 0b1110),
                            slice(tf, tf.zeros(tf.constant(new int[] {2, 2}), TFloat32.class), new int[] {1, 2}, ALL),
                            images)
                    .forEach(each -> assertEquals(
                            Optional.empty(),
                            Subsampling.strides((GraphOperation) each.asOutput().op()),
                            each.toString()));
        }
    }

    private static Operand<TFloat32> slice(Ops tf, Operand<TFloat32> images, int[] strides, long masks) {
        Operand<TInt32> bounds = tf.constant(new int[strides.length]);
        return tf.stridedSlice(
                images,
                bounds,
                bounds,
                tf.constant(strides),
                StridedSlice.beginMask(masks),
                StridedSlice.endMask(masks));
    }

    private static void assertSame(Precision precision, double tolerance) {
        Map<String, float[]> rewritten = changes(precision, Engine.REWRITTEN);
        assertSame(rewritten, changes(precision, Engine.TUNED), tolerance);
        assertSame(rewritten, changes(precision, Engine.DIRECT), tolerance);
    }

    private static void assertSame(Map<String, float[]> rewritten, Map<String, float[]> other, double tolerance) {
        rewritten.forEach((name, expected) -> {
            float[] found = other.get(name);
            double length = 0;
            double difference = 0;
            for (int i = 0; i < expected.length; i++) {
                length += (double) expected[i] * expected[i];
                difference += Math.pow(expected[i] - found[i], 2);
            }
            assertTrue(
                    Math.sqrt(difference) <= tolerance * Math.sqrt(length) + 1e-6,
                    name + " differs by " + Math.sqrt(difference) + " of " + Math.sqrt(length));
        });
    }

    private static void assumeFusing(boolean fuses) {
        if (!fuses) {
            System.out.println("NOTICE: TensorFlow fuses no normalization here; steps that do are not tested.");
        }
        assumeTrue(fuses);
    }

    private static long count(Graph graph, String type) {
        long[] found = {0};
        graph.operations().forEachRemaining(each -> found[0] += each.type().equals(type) ? 1 : 0);
        return found[0];
    }

    private static NetworkGraph build(Precision precision, Engine engine) {
        TrainingDefaults settings =
                TrainingDefaults.builder().precision(precision).engine(engine).build();
        return NetworkGraph.build(new StagedNetwork(), new StagedNetwork().input(), 1, new UpdateRule(settings));
    }

    /** What a step at rate 1 changes in weights and statistics. */
    private static Map<String, float[]> changes(Precision precision, Engine engine) {
        try (NetworkGraph network = build(precision, engine);
                Session session = network.settings(SessionSettings.CPU).open(network.graph())) {
            network.initialize(session);
            Map<String, float[]> changes = values(session, network);
            step(network, session);
            values(session, network).forEach((name, after) -> {
                float[] change = changes.get(name);
                for (int i = 0; i < after.length; i++) {
                    change[i] = after[i] - change[i];
                }
            });
            return changes;
        }
    }

    private static void step(NetworkGraph network, Session session) {
        Random random = new Random(4);
        byte[] pixels = new byte[BATCH * imageValues()];
        random.nextBytes(pixels);
        var input = new StagedNetwork().input();
        try (TUint8 images = TUint8.tensorOf(
                        Shape.of(BATCH, input.height(), input.width(), input.channels()), DataBuffers.of(pixels));
                TInt32 labels = TInt32.vectorOf(
                        random.ints(BATCH, 0, new StagedNetwork().classes()).toArray());
                TInt64 done = TInt64.scalarOf(0);
                TFloat32 rate = TFloat32.scalarOf(1)) {
            session.runner()
                    .feed(network.images(), images)
                    .feed(network.labels(), labels)
                    .feed(network.step(), done)
                    .feed(network.learningRate(), rate)
                    .addTarget(network.trainStep())
                    .run()
                    .close();
        }
    }

    private static int imageValues() {
        return new StagedNetwork().input().values();
    }

    private static Map<String, float[]> values(Session session, NetworkGraph network) {
        Map<String, float[]> all = new LinkedHashMap<>();
        for (Variable variable : network.variables()) {
            try (Result result = session.runner().fetch(variable.value()).run()) {
                TFloat32 tensor = (TFloat32) result.get(0);
                float[] values = new float[Math.toIntExact(tensor.size())];
                tensor.asRawTensor().data().asFloats().read(values);
                all.put(variable.name(), values);
            }
        }
        return all;
    }
}
