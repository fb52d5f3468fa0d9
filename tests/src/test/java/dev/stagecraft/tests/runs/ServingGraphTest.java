package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.serve.ServingGraph;
import dev.stagecraft.runtime.serve.ServingSession;
import dev.stagecraft.runtime.serve.WeightTensors;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.samples.zoo.ResNet50Network;
import dev.stagecraft.tests.SmallFamily_BareNetwork;
import dev.stagecraft.tests.SmallFamily_PreActivationNetwork;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The frozen network against the evaluation graph that it was made from. */
class ServingGraphTest {
    private static final int IMAGES = 32;

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>(Models.SMALL);
        networks.add(new SmallFamily_RandomNetwork());
        networks.add(new SmallFamily_BareNetwork().withHead(3));
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void answersAreThoseOfTheEvaluationGraphAndNothingOfTrainingIsLeft(Network network) throws IOException {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5)) {
            Weights weights = new Weights(graph);
            try (Session session = new Session(graph.graph())) {
                graph.initialize(session);
                weights.setAll(session, new Random(4));
                float[] expected =
                        logits(session, graph.images(), graph.evaluation().logits(), network);
                try (ServingGraph serving = ServingGraph.freeze(graph, session);
                        Session served = new Session(serving.graph())) {
                    assertNothingOfTrainingIsLeft(serving.graph(), network);
                    float[] found = logits(served, serving.images(), serving.logits(), network);
                    float largest = 0;
                    for (float value : expected) {
                        largest = Math.max(largest, Math.abs(value));
                    }
                    assertTrue(largest > 0.1, "all logits are about zero, which compares nothing: " + largest);
                    assertArrayEquals(expected, found, 2e-5f * largest);
                }
            }
        }
    }

    private static void assertNothingOfTrainingIsLeft(Graph serving, Network network) throws IOException {
        Map<String, Integer> types = types(serving);
        for (String gone :
                List.of("VarHandleOp", "ReadVariableOp", "Identity", "AssignVariableOp", "StatelessRandomUniform")) {
            assertFalse(types.containsKey(gone), gone + " in " + types);
        }
        for (JsonObject layer : Models.layers(network)) {
            String name = layer.get("name").getAsString();
            String kind = layer.get("kind").getAsString();
            if (kind.equals("dropout") || kind.equals("stochasticDepth")) {
                assertTrue(serving.operation(name) == null, name);
            } else {
                long[] planned = LongStream.concat(
                                LongStream.of(Shape.UNKNOWN_SIZE), LongStream.of(Models.output(layer)))
                        .toArray();
                assertArrayEquals(
                        planned, serving.outputOrThrow(name + ":0").shape().asArray(), name);
            }
        }
    }

    @Test
    void everyNormalizationAfterAConvolutionIsFolded() {
        Network network = new ResNet50Network();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5);
                Session session = new Session(graph.graph())) {
            graph.initialize(session);
            try (ServingGraph serving = ServingGraph.freeze(graph, session)) {
                Map<String, Integer> types = types(serving.graph());
                assertFalse(types.containsKey("FusedBatchNormV3"), types.toString());
                assertEquals(53, types.get("Conv2D"));
                // One for each convolution, one for the dense layer.
                assertEquals(54, types.get("BiasAdd"));
            }
        }
    }

    /** Each with its bias, and where they follow with the sum and the rectifier. */
    @Test
    void everyConvolutionIsFused() {
        Network network = new ResNet50Network();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5);
                WeightTensors weights = WeightTensors.empty(graph.variables());
                ServingSession serving = ServingSession.open(network.name(), graph, weights, false)) {
            Map<String, Integer> types = types(serving.graph().graph());
            assertEquals(53, types.get("_MklNativeFusedConv2D"), "oneDNN is not at work");
            assertEquals(1, types.get("BiasAdd"), "the dense layer's alone is left");
            for (String gone : List.of("Conv2D", "Add", "AddV2", "Relu")) {
                assertFalse(types.containsKey(gone), gone + " in " + types);
            }
        }
    }

    /** In pre-activation the first normalization of a block follows a sum: it stays, the second one is folded. */
    @Test
    void normalizationAfterASumStays() {
        Network network = new SmallFamily_PreActivationNetwork();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5);
                Session session = new Session(graph.graph())) {
            graph.initialize(session);
            try (ServingGraph serving = ServingGraph.freeze(graph, session)) {
                assertEquals(
                        "FusedBatchNormV3",
                        serving.graph().operation("stage2/block2/norm1").type());
                assertEquals(
                        "BiasAdd",
                        serving.graph().operation("stage2/block2/norm2").type());
                assertEquals(
                        "BiasAdd",
                        serving.graph().operation("stage2/block1/shortcut/norm").type());
            }
        }
    }

    private static Map<String, Integer> types(Graph graph) {
        Map<String, Integer> types = new TreeMap<>();
        graph.operations().forEachRemaining(operation -> types.merge(operation.type(), 1, Integer::sum));
        return types;
    }

    private static float[] logits(Session session, Operand<TUint8> input, Operand<TFloat32> wanted, Network network) {
        byte[] pixels = new byte[IMAGES * network.input().values()];
        new Random(8).nextBytes(pixels);
        Shape shape = Shape.of(
                IMAGES,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        try (TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
                Result result =
                        session.runner().feed(input, images).fetch(wanted).run()) {
            return Weights.floats((TFloat32) result.get(0));
        }
    }
}
