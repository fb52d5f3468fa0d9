package dev.stagecraft.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.step.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

class CheckpointNodesTest {
    private static final int CHANNELS = 4;

    /** Two of its variables begin with one value, computed once. */
    private static final class Sharing extends TinyNetwork {
        private final List<Operand<TFloat32>> first = new ArrayList<>();

        Sharing() {
            super(CHANNELS);
        }

        @Override
        public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
            Initializer shared = (tf, name, dims, seed) -> {
                if (first.isEmpty()) {
                    first.add(Initializer.ones().value(tf, name, dims, seed));
                }
                return first.get(0);
            };
            NetworkBuilder scale = net.at("scale");
            Operand<TFloat32> factors = scale.variable("factors", shared, CHANNELS);
            Operand<TFloat32> offsets = scale.variable("offsets", shared, CHANNELS);
            Operand<TFloat32> scaled = scale.tf().withName("scaled").math.mul(super.features(net, images), factors);
            return scale.tf().withName("shifted").math.add(scaled, offsets);
        }
    }

    @Test
    void variablesThatBeginWithOneValueAreGivenValuesOfTheirOwn() {
        ImageShape images = new ImageShape(8, 8, 1);
        try (NetworkGraph graph = NetworkGraph.build(new Sharing(), images, 1);
                Session session = SessionSettings.CPU.open(graph.graph())) {
            CheckpointNodes nodes = CheckpointNodes.of(graph, () -> NetworkGraph.build(new Sharing(), images, 1));
            graph.initialize(session);
            assertEquals(1, value(graph, session, "scale/factors"));
            assertEquals(1, value(graph, session, "scale/offsets"));
            nodes.assign(
                    session,
                    Map.of("scale/factors", new float[] {2, 2, 2, 2}, "scale/offsets", new float[] {3, 3, 3, 3}));
            assertEquals(2, value(graph, session, "scale/factors"));
            assertEquals(3, value(graph, session, "scale/offsets"));
            assertEquals(1, value(graph, session, "stem/norm/gamma"), "what is not named keeps its value");
        }
    }

    private static float value(NetworkGraph graph, Session session, String name) {
        Variable variable = graph.variables().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try (Result result = session.runner().fetch(variable.value()).run()) {
            return ((TFloat32) result.get(0)).getFloat(0);
        }
    }
}
