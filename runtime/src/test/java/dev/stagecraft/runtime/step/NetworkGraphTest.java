package dev.stagecraft.runtime.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.network.Phase;
import dev.stagecraft.runtime.optimize.Sgd;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

class NetworkGraphTest {
    private static final int BATCH = 6;
    private static final ImageShape IMAGES = new ImageShape(8, 8, 1);

    @Test
    void variablesAndNodesAreNamedAfterTheStructure() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 1)) {
            assertEquals(
                    List.of(
                            "stem/conv/kernel",
                            "stem/norm/gamma",
                            "stem/norm/beta",
                            "stem/norm/moving_mean",
                            "stem/norm/moving_variance",
                            "head/dense/kernel",
                            "head/dense/bias"),
                    network.variables().stream().map(Variable::name).toList());
            assertEquals(
                    List.of("stem/norm/moving_mean", "stem/norm/moving_variance"),
                    network.variables().stream()
                            .filter(variable -> !variable.trainable())
                            .map(Variable::name)
                            .toList());
            for (String node : List.of("stem/conv", "stem/conv/kernel", "stem/relu", "head/dense", "train_step")) {
                assertNotNull(network.graph().operation(node), node);
            }
            assertNotNull(network.graph().operation("evaluation/stem/conv"));
            network.graph()
                    .operations()
                    .forEachRemaining(operation ->
                            assertFalse(operation.name().matches(".*_\\d+$"), operation.name() + " was made unique"));
        }
    }

    @Test
    void firstValuesFollowFromTheSeedAndTheName() {
        float[] kernel = initial(1, "stem/conv/kernel");
        assertArrayEquals(kernel, initial(1, "stem/conv/kernel"));
        assertFalse(Arrays.equals(kernel, initial(2, "stem/conv/kernel")));
        float limit = (float) Math.sqrt(6.0 / (9 + 9 * 4));
        float largest = 0;
        for (float value : kernel) {
            assertTrue(Math.abs(value) <= limit);
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.8 * limit, "values fill the range");
    }

    @Test
    void movingStatisticsFollowTheirFormula() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(2), IMAGES, 3);
                Session session = session(network)) {
            byte[] images = randomBytes(BATCH * 64, 5);
            Output<?> conv = network.graph().outputOrThrow("stem/conv:0");
            float[] values;
            try (TUint8 fed = bytes(images, 8);
                    Result result = session.runner()
                            .feed(network.images(), fed)
                            .fetch(conv)
                            .run()) {
                values = floats((TFloat32) result.get(0));
            }
            int count = values.length / 2;
            double[] mean = new double[2];
            double[] variance = new double[2];
            for (int i = 0; i < values.length; i++) {
                mean[i % 2] += values[i] / (double) count;
            }
            for (int i = 0; i < values.length; i++) {
                // The moving variance takes the unbiased estimate, as in the operation's documentation.
                variance[i % 2] += Math.pow(values[i] - mean[i % 2], 2) / (count - 1);
            }
            step(network, session, images, 0.1f);
            float[] movingMean = value(network, session, "stem/norm/moving_mean");
            float[] movingVariance = value(network, session, "stem/norm/moving_variance");
            for (int channel = 0; channel < 2; channel++) {
                assertEquals(0.1 * mean[channel], movingMean[channel], 1e-5);
                assertEquals(0.9 + 0.1 * variance[channel], movingVariance[channel], 1e-5);
            }
        }
    }

    @Test
    void explicitPassEqualsTensorFlowsOwnToTheBit() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 3)) {
            Graph graph = network.graph();
            List<Variable> trainable =
                    network.variables().stream().filter(Variable::trainable).toList();
            // TensorFlow has no gradient for sparse labels: both passes begin at the logits.
            Output<?> logits = network.training().logits().asOutput();
            Output<?>[] theirs = graph.addGradients(
                    "theirs",
                    new Output<?>[] {logits},
                    trainable.stream().map(v -> v.value().asOutput()).toArray(Output<?>[]::new),
                    new Output<?>[] {network.graph().outputOrThrow("gradients/training.losses.logits:0")});
            try (Session session = session(network)) {
                byte[] images = randomBytes(BATCH * 64, 9);
                float[][] expected = new float[trainable.size()][];
                try (TUint8 fed = bytes(images, 8);
                        TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5)) {
                    Session.Runner runner =
                            session.runner().feed(network.images(), fed).feed(network.labels(), labels);
                    for (Output<?> gradient : theirs) {
                        runner.fetch(gradient);
                    }
                    try (Result result = runner.run()) {
                        for (int i = 0; i < theirs.length; i++) {
                            expected[i] = floats((TFloat32) result.get(i));
                        }
                    }
                }
                float[][] before = trainable.stream()
                        .map(v -> value(network, session, v.name()))
                        .toArray(float[][]::new);
                step(network, session, images, 1f);
                for (int i = 0; i < expected.length; i++) {
                    float[] after = value(network, session, trainable.get(i).name());
                    for (int j = 0; j < after.length; j++) {
                        assertEquals(
                                before[i][j] - expected[i][j],
                                after[j],
                                trainable.get(i).name());
                    }
                }
            }
        }
    }

    @Test
    void oneBatchIsLearntByHeart() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(16), IMAGES, 3);
                Session session = session(network)) {
            byte[] images = randomBytes(BATCH * 64, 11);
            float first = step(network, session, images, 0.2f);
            float last = first;
            for (int i = 0; i < 300; i++) {
                last = step(network, session, images, 0.2f);
            }
            assertTrue(last < 0.1 * first, first + " fell to " + last);
        }
    }

    @Test
    void otherSizesAreResizedAndOtherChannelsRefused() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), new ImageShape(13, 5, 1), 1)) {
            assertArrayEquals(
                    new long[] {Shape.UNKNOWN_SIZE, 8, 8, 1},
                    network.graph().outputOrThrow("input/pixels:0").shape().asArray());
        }
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> NetworkGraph.build(new TinyNetwork(4), new ImageShape(8, 8, 3), 1)
                        .close());
        assertTrue(
                error.getMessage().contains("number of channels of test.Tiny is 1, but that of the images is 3"),
                error.getMessage());
    }

    @Test
    void networkForAnotherRuntimeIsRefused() {
        Network older = new TinyNetwork(4, 2);
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> NetworkGraph.build(older, IMAGES, 1).close());
        assertTrue(error.getMessage().contains("was generated for contract 2"), error.getMessage());
    }

    @Test
    void variableIsNotMadeAnewWithOtherDimensions() {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            NetworkBuilder net =
                    GraphBuilder.root(tf, Phase.TRAINING, new VariableStore(graph, tf, 1), tf.constant(0L));
            net.at("stem").variable("conv/kernel", Initializer.zeros(), 3, 3, 1, 2);
            IllegalStateException error = assertThrows(
                    IllegalStateException.class,
                    () -> net.at("stem").variable("conv/kernel", Initializer.zeros(), 3, 3, 1, 4));
            assertTrue(error.getMessage().contains("stem/conv/kernel"), error.getMessage());
        }
    }

    @Test
    void variablesOfOneShapeDifferByName() {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            VariableStore store = new VariableStore(graph, tf, 1);
            Variable one = store.get("a/kernel", true, Initializer.glorotUniform(), 3, 3, 2, 2);
            Variable other = store.get("b/kernel", true, Initializer.glorotUniform(), 3, 3, 2, 2);
            try (Result result =
                    session.runner().fetch(one.initial()).fetch(other.initial()).run()) {
                assertFalse(Arrays.equals(floats((TFloat32) result.get(0)), floats((TFloat32) result.get(1))));
            }
        }
    }

    /** More changes than TensorFlow is given to wait for at once. */
    @Test
    void stepOfManyVariablesChangesAll() {
        int many = 520;
        Network deep = new TinyNetwork(4) {
            @Override
            public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
                Operand<TFloat32> scaled = super.features(net, images);
                for (int i = 0; i < many; i++) {
                    NetworkBuilder scale = net.at("scale" + i);
                    Operand<TFloat32> by = scale.variable("factors", Initializer.ones(), 4);
                    scaled = scale.tf().withName("scaled").math.mul(scaled, by);
                }
                return scaled;
            }
        };
        try (NetworkGraph network = NetworkGraph.build(deep, IMAGES, 3, new UpdateRule(Sgd.PLAIN, false));
                Session session = SessionSettings.CPU.withoutRewriting().open(network.graph())) {
            network.initialize(session);
            Set<GraphOperation> awaited = ((GraphOperation) network.trainStep().op()).controlInputs();
            assertEquals(
                    Set.of("NoOp"), awaited.stream().map(GraphOperation::type).collect(Collectors.toSet()));
            assertEquals(2, awaited.size());
            step(network, session, randomBytes(BATCH * 64, 1), 0.1f);
            Session.Runner reading = session.runner();
            network.variables().forEach(variable -> reading.fetch(variable.value()));
            try (Result values = reading.run()) {
                for (int i = 0; i < values.size(); i++) {
                    String name = network.variables().get(i).name();
                    if (name.startsWith("scale")) {
                        assertFalse(Arrays.equals(new float[] {1, 1, 1, 1}, floats((TFloat32) values.get(i))), name);
                    }
                }
            }
        }
    }

    /** Random values are computed in a graph of their own in one form, and fixed ones are shared. */
    @Test
    void firstValuesAreTheSameWhereverTheyAreComputed() {
        UpdateRule momentum = new UpdateRule(new Sgd(0.9, false, 0), false);
        try (NetworkGraph own = NetworkGraph.build(new TinyNetwork(4), IMAGES, 3);
                NetworkGraph apart = NetworkGraph.build(new TinyNetwork(4), IMAGES, 3, momentum);
                Session first = session(own);
                Session second = session(apart)) {
            Set<Variable.Place> places = EnumSet.noneOf(Variable.Place.class);
            for (Variable variable : apart.variables()) {
                places.add(variable.place());
                assertArrayEquals(
                        value(own, first, variable.name()), value(apart, second, variable.name()), variable.name());
            }
            assertEquals(EnumSet.of(Variable.Place.SHARED, Variable.Place.APART), places);
            assertTrue(own.variables().stream().allMatch(each -> each.place() == Variable.Place.OWN));
        }
    }

    @Test
    void variablesThatShareTheirFirstValueAreAssignedByThemselves() {
        try (NetworkGraph network = NetworkGraph.build(
                        new TinyNetwork(4), IMAGES, 3, new UpdateRule(new Sgd(0.9, false, 0), false));
                Session session = session(network);
                TFloat32 seven = TFloat32.vectorOf(0, 7, 0, 0)) {
            Variable beta = network.variables().stream()
                    .filter(each -> each.name().equals("stem/norm/beta"))
                    .findFirst()
                    .orElseThrow();
            session.runner()
                    .feed(beta.given(), seven)
                    .addTarget(network.assignment(beta))
                    .run()
                    .close();
            assertArrayEquals(new float[] {0, 7, 0, 0}, value(network, session, "stem/norm/beta"));
            assertArrayEquals(new float[4], value(network, session, "stem/norm/moving_mean"));
        }
    }

    /** Memory that is only given to a slot in the first step would lie amid what that step needs for a moment. */
    @Test
    void largeSlotsHaveMemoryOfTheirOwnFromTheFirst() {
        UpdateRule momentum = new UpdateRule(new Sgd(0.9, false, 0), false);
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(128), IMAGES, 3, momentum)) {
            for (Variable slot : network.optimizerVariables()) {
                boolean large = slot.shape().size() > 1024;
                assertEquals(large, slot.initial().op().type().equals("DeepCopy"), slot.name());
            }
            assertEquals(
                    2,
                    network.optimizerVariables().stream()
                            .filter(slot -> slot.shape().size() > 1024)
                            .count());
        }
    }

    @Test
    void wrongFirstValueIsNamed() {
        Initializer flat = (tf, name, dims, seed) -> tf.constant(new float[] {1, 2});
        try (Graph graph = new Graph();
                Graph other = new Graph()) {
            VariableStore store = new VariableStore(graph, Ops.create(graph), 1);
            String shape = assertThrows(BadInputException.class, () -> store.get("a", true, flat, 3))
                    .getMessage();
            assertTrue(shape.contains("returned a value of shape [2]; it must return one of shape [3]"), shape);
            Ops strange = Ops.create(other);
            String graphs = assertThrows(
                            BadInputException.class,
                            () -> store.get(
                                    "b", true, (tf, name, dims, seed) -> flat.value(strange, name, dims, seed), 2))
                    .getMessage();
            assertTrue(graphs.contains("which belongs to another graph; it must return what"), graphs);
        }
    }

    @Test
    void variableIsNotMadeTrainableLater() {
        try (Graph graph = new Graph()) {
            VariableStore store = new VariableStore(graph, Ops.create(graph), 1);
            store.get("norm/gamma", false, Initializer.ones(), 2);
            IllegalStateException error = assertThrows(
                    IllegalStateException.class, () -> store.get("norm/gamma", true, Initializer.ones(), 2));
            assertTrue(error.getMessage().contains("norm/gamma"), error.getMessage());
        }
    }

    @Test
    void variableOfTheEvaluationGraphAloneIsRefused() {
        Network odd = new TinyNetwork(4) {
            @Override
            public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
                if (net.phase() == Phase.EVALUATION) {
                    net.at("late").variable("bias", Initializer.zeros(), 2);
                }
                return super.logits(net, images);
            }
        };
        IllegalStateException error = assertThrows(
                IllegalStateException.class,
                () -> NetworkGraph.build(odd, IMAGES, 1).close());
        // Also where a generated network would get its evaluation later.
        assertThrows(
                IllegalStateException.class,
                () -> NetworkGraph.build(odd, IMAGES, 1, new UpdateRule(Sgd.PLAIN, false))
                        .close());
        assertTrue(error.getMessage().contains("late/bias"), error.getMessage());
    }

    @Test
    void lossIsFromBeforeTheUpdate() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 3);
                Session session = session(network)) {
            byte[] images = randomBytes(BATCH * 64, 13);
            float still = step(network, session, images, 0f);
            assertEquals(still, step(network, session, images, 0.5f), "before the update");
            assertTrue(step(network, session, images, 0f) < still, "after it");
        }
    }

    @Test
    void evaluationUsesTheMovingStatisticsAndLeavesThem() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, 3);
                Session session = session(network)) {
            byte[] images = randomBytes(BATCH * 64, 15);
            step(network, session, images, 0.1f);
            float[] mean = value(network, session, "stem/norm/moving_mean");
            // With moving statistics an image's logits do not depend on the rest of its batch.
            float[] together = logits(network, session, images);
            float[] alone = logits(network, session, Arrays.copyOf(images, 64));
            assertArrayEquals(Arrays.copyOf(together, 10), alone, 1e-5f);
            assertArrayEquals(mean, value(network, session, "stem/norm/moving_mean"));
        }
    }

    @Test
    void sameSeedGivesTheSameBitsAfterFiveSteps() {
        assertArrayEquals(afterFiveSteps(7), afterFiveSteps(7));
        assertFalse(Arrays.equals(afterFiveSteps(7), afterFiveSteps(8)));
    }

    @Test
    void pixelsAreResizedFromTheirCenters() {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), new ImageShape(4, 4, 1), 1);
                Session session = session(network)) {
            byte[] image = new byte[16];
            for (int i = 0; i < 16; i++) {
                image[i] = (byte) (i % 4 * 60);
            }
            try (TUint8 fed = bytes(image, 4);
                    Result result = session.runner()
                            .feed(network.images(), fed)
                            .fetch("input/pixels")
                            .run()) {
                float[] row = Arrays.copyOf(floats((TFloat32) result.get(0)), 8);
                // Output pixel i is at (i + 0.5) / 2 - 0.5 of the input, held at the edges.
                float[] expected = {0, 15, 45, 75, 105, 135, 165, 180};
                for (int i = 0; i < 8; i++) {
                    assertEquals(expected[i] / 255, row[i], 1e-6f, "column " + i);
                }
            }
        }
    }

    private static float[] afterFiveSteps(long seed) {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, seed);
                Session session = session(network)) {
            for (int i = 0; i < 5; i++) {
                step(network, session, randomBytes(BATCH * 64, i), 0.1f);
            }
            List<float[]> all = network.variables().stream()
                    .map(variable -> value(network, session, variable.name()))
                    .toList();
            float[] joined =
                    new float[all.stream().mapToInt(each -> each.length).sum()];
            int at = 0;
            for (float[] each : all) {
                System.arraycopy(each, 0, joined, at, each.length);
                at += each.length;
            }
            return joined;
        }
    }

    private static float[] logits(NetworkGraph network, Session session, byte[] images) {
        try (TUint8 fed = bytes(images, 8);
                Result result = session.runner()
                        .feed(network.images(), fed)
                        .fetch(network.evaluation().logits())
                        .run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    private static float[] initial(long seed, String name) {
        try (NetworkGraph network = NetworkGraph.build(new TinyNetwork(4), IMAGES, seed);
                Session session = session(network)) {
            return value(network, session, name);
        }
    }

    private static Session session(NetworkGraph network) {
        Session session = new Session(network.graph());
        network.initialize(session);
        return session;
    }

    private static float step(NetworkGraph network, Session session, byte[] images, float learningRate) {
        try (TUint8 fed = bytes(images, 8);
                TInt32 labels = TInt32.vectorOf(0, 1, 2, 3, 4, 5);
                TFloat32 rate = TFloat32.scalarOf(learningRate);
                Result result = session.runner()
                        .feed(network.images(), fed)
                        .feed(network.labels(), labels)
                        .feed(network.learningRate(), rate)
                        .addTarget(network.trainStep())
                        .fetch(network.training().loss())
                        .run()) {
            return ((TFloat32) result.get(0)).getFloat();
        }
    }

    private static float[] value(NetworkGraph network, Session session, String name) {
        Variable variable = network.variables().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Result result = session.runner().fetch(variable.value()).run()) {
            return floats((TFloat32) result.get(0));
        }
    }

    private static TUint8 bytes(byte[] images, int side) {
        return TUint8.tensorOf(Shape.of(images.length / (side * side), side, side, 1), DataBuffers.of(images));
    }

    private static byte[] randomBytes(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static float[] floats(TFloat32 tensor) {
        float[] values = new float[(int) tensor.size()];
        tensor.copyTo(NdArrays.wrap(tensor.shape(), DataBuffers.of(values, false, false)));
        return values;
    }
}
