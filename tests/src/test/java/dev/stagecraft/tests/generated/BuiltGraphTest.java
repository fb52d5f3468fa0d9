package dev.stagecraft.tests.generated;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.samples.D2lResNet18Network;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/** What the processor planned against what TensorFlow finds in the built graph. */
class BuiltGraphTest {
    private static final Set<String> KINDS = new TreeSet<>(Set.of(
            "add",
            "averagePool",
            "batchNorm",
            "blur",
            "channelConvolution",
            "conv2d",
            "dense",
            "dropout",
            "gelu",
            "globalAveragePool",
            "leakyRelu",
            "maxPool",
            "padChannels",
            "relu",
            "scaleChannels",
            "sigmoid",
            "silu",
            "stochasticDepth",
            "subsample"));

    static List<Network> networks() {
        return Models.ALL;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNamedOperationHasThePlannedShapeInBothPhases(Network network) throws IOException {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            for (JsonObject layer : Models.layers(network)) {
                String name = layer.get("name").getAsString();
                long[] planned = LongStream.concat(
                                LongStream.of(Shape.UNKNOWN_SIZE), LongStream.of(Models.output(layer)))
                        .toArray();
                for (String phase : List.of("", "evaluation/")) {
                    assertArrayEquals(
                            planned,
                            graph.graph()
                                    .outputOrThrow(phase + name + ":0")
                                    .shape()
                                    .asArray(),
                            phase + name);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void parametersAreThoseOfThePlanLayerByLayer(Network network) throws IOException {
        Map<String, Long> planned = new LinkedHashMap<>();
        for (JsonObject layer : Models.layers(network)) {
            long count = layer.get("parameters").getAsLong()
                    + layer.get("nonTrainable").getAsLong();
            if (count > 0) {
                planned.put(layer.get("name").getAsString(), count);
            }
        }
        Map<String, Long> built = new LinkedHashMap<>();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            for (Variable variable : graph.variables()) {
                String layer = variable.name().substring(0, variable.name().lastIndexOf('/'));
                built.merge(layer, variable.shape().size(), Long::sum);
            }
        }
        assertEquals(planned, built);
    }

    @Test
    void papersFormHasItsCountsInTheGraph() {
        assertCounts(new FashionResNet18Network(), 11_175_370, 9_600);
    }

    @Test
    void textsFormHasItsCountsInTheGraph() {
        assertCounts(new D2lResNet18Network(), 11_178_378, 7_808);
    }

    /** The text's table for one gray image of 224×224, as TensorFlow infers it. */
    @Test
    void textsShapeTableHoldsInTheGraph() {
        Map<String, Shape> table = new LinkedHashMap<>();
        table.put("stem/conv", Shape.of(-1, 112, 112, 64));
        table.put("stem/norm", Shape.of(-1, 112, 112, 64));
        table.put("stem/relu", Shape.of(-1, 112, 112, 64));
        table.put("stem/pool", Shape.of(-1, 56, 56, 64));
        table.put("stage1/block2/relu", Shape.of(-1, 56, 56, 64));
        table.put("stage2/block2/relu", Shape.of(-1, 28, 28, 128));
        table.put("stage3/block2/relu", Shape.of(-1, 14, 14, 256));
        table.put("stage4/block2/relu", Shape.of(-1, 7, 7, 512));
        table.put("head/pool", Shape.of(-1, 512));
        table.put("head/dense", Shape.of(-1, 10));
        Network network = new D2lResNet18Network();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            table.forEach((name, shape) -> assertArrayEquals(
                    shape.asArray(),
                    graph.graph().outputOrThrow(name + ":0").shape().asArray(),
                    name));
        }
    }

    /** A kind that no small network holds would be looked at by no gradient test. */
    @Test
    void smallNetworksHoldEveryKindOfOperation() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Network network : Models.ALL) {
            for (JsonObject layer : Models.layers(network)) {
                found.add(layer.get("kind").getAsString());
            }
        }
        assertEquals(KINDS, found);
    }

    private static void assertCounts(Network network, long trainable, long statistics) {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            assertEquals(trainable, count(graph, true));
            assertEquals(statistics, count(graph, false));
        }
    }

    private static long count(NetworkGraph graph, boolean trainable) {
        return graph.variables().stream()
                .filter(variable -> variable.trainable() == trainable)
                .mapToLong(variable -> variable.shape().size())
                .sum();
    }
}
