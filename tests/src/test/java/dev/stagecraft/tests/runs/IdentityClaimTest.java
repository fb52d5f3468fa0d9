package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.google.gson.JsonObject;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.tests.SmallFamily_PreActivationNetwork;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.SmallNet_BottlenecksNetwork;
import dev.stagecraft.tests.SmallNet_PaperNetwork;
import dev.stagecraft.tests.support.Models;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * The text's exercise 4: what comes from a rectifier passes a block whose last scale is zero unchanged, to the bit, and so
 * it does a stack of them; {@code docs/theory.md} has the proof.
 */
class IdentityClaimTest {
    private static final int IMAGES = 16;

    static List<Network> networks() {
        return List.of(
                new SmallNet_PaperNetwork(), new SmallNet_BottlenecksNetwork(), new SmallFamily_PreActivationNetwork());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void blockWhoseLastScaleIsZeroIsTheIdentity(Network network) throws IOException {
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5)) {
            Weights weights = new Weights(graph);
            try (Session session = new Session(graph.graph())) {
                graph.initialize(session);
                weights.setAll(session, new Random(2));
                // The last block of every stage here keeps size and channels.
                String stage = lastStage(network);
                String before = output(network, stage + "/block1/");
                String after = output(network, stage + "/block2/");
                float[] given = fetch(session, graph, network, before);
                assertFalse(Arrays.equals(given, fetch(session, graph, network, after)), "the block does something");
                for (String phase : List.of("", "evaluation/")) {
                    zeroLastScale(graph, weights, session, stage + "/block2/");
                    assertArrayEquals(
                            fetch(session, graph, network, phase + before),
                            fetch(session, graph, network, phase + after),
                            phase);
                }
            }
        }
    }

    @Test
    void stackOfSuchBlocksIsTheIdentity() throws IOException {
        Network network = new SmallFamily_RandomNetwork();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5)) {
            Weights weights = new Weights(graph);
            try (Session session = new Session(graph.graph())) {
                graph.initialize(session);
                weights.setAll(session, new Random(2));
                for (int block = 1; block <= 3; block++) {
                    zeroLastScale(graph, weights, session, "stage1/block" + block + "/");
                }
                assertArrayEquals(
                        fetch(session, graph, network, "evaluation/stem/relu"),
                        fetch(session, graph, network, "evaluation/stage1/block3/relu"));
            }
        }
    }

    /** {@code zeroLast} makes every block begin so. */
    @Test
    void networkThatWasDeclaredSoBeginsAsItsShortcuts() throws IOException {
        Network network = new SmallFamily_RandomNetwork();
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5);
                Session session = new Session(graph.graph())) {
            graph.initialize(session);
            assertArrayEquals(
                    fetch(session, graph, network, "stem/relu"), fetch(session, graph, network, "stage1/block3/relu"));
            assertArrayEquals(
                    fetch(session, graph, network, "stage2/block1/relu"),
                    fetch(session, graph, network, "stage2/block3/relu"));
        }
    }

    private static String lastStage(Network network) throws IOException {
        return Models.layers(network).stream()
                .map(layer -> layer.get("name").getAsString())
                .filter(name -> name.contains("/block2/"))
                .map(name -> name.substring(0, name.indexOf('/')))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static String output(Network network, String place) throws IOException {
        List<JsonObject> layers = Models.layers(network);
        return layers.stream()
                .map(layer -> layer.get("name").getAsString())
                .filter(name -> name.startsWith(place))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** In pre-activation the offset after that scale would pass the last convolution, so it is zero too. */
    private static void zeroLastScale(NetworkGraph graph, Weights weights, Session session, String place) {
        List<Variable> norms = graph.variables().stream()
                .filter(variable -> variable.name().startsWith(place + "norm"))
                .toList();
        String last = norms.get(norms.size() - 1).name();
        String norm = last.substring(0, last.lastIndexOf('/'));
        for (Variable variable : norms) {
            if (variable.name().equals(norm + "/gamma") || variable.name().equals(norm + "/beta")) {
                weights.set(session, variable, new float[(int) variable.shape().size()]);
            }
        }
    }

    private static float[] fetch(Session session, NetworkGraph graph, Network network, String name) {
        byte[] pixels = new byte[IMAGES * network.input().values()];
        new Random(8).nextBytes(pixels);
        Shape shape = Shape.of(
                IMAGES,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        try (TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
                TInt32 labels = TInt32.vectorOf(new int[IMAGES]);
                Result result = session.runner()
                        .feed(graph.images(), images)
                        .feed(graph.labels(), labels)
                        .fetch(name)
                        .run()) {
            return Weights.floats((TFloat32) result.get(0));
        }
    }
}
