package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The names that a graph tells to whoever trains it further. */
class TrainableGraphTest {
    private static final int BLOCKS = 140;

    /** It has so many variables that its step waits for groups of changes. */
    private static final class Deep extends TinyNetwork {
        Deep() {
            super(4);
        }

        @Override
        public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
            Operand<TFloat32> normalized = super.features(net, images);
            for (int i = 0; i < BLOCKS; i++) {
                normalized = net.at("further" + i).batchNorm("norm", normalized, 0.9f, 1e-5f);
            }
            return normalized;
        }
    }

    @Test
    void assignmentsOfAllStatisticsAreNamed() {
        Deep network = new Deep();
        TrainableGraph graph = TrainableGraph.of(network, network.preprocessing(), Optional.empty());
        List<String> statistics = graph.training().statistics();
        assertTrue(statistics.size() >= 2 * BLOCKS, statistics.toString());
        Set<String> operations = new HashSet<>();
        graph.graph().getNodeList().forEach(node -> {
            if (node.getOp().equals("AssignVariableOp")) {
                operations.add(node.getName());
            }
        });
        assertTrue(operations.containsAll(statistics), statistics.toString());
        assertEquals(statistics.size(), new HashSet<>(statistics).size());
        // First values are computed in the graph, for each variable by itself.
        assertEquals(
                graph.variables().size(),
                graph.variables().stream()
                        .map(TrainableGraph.Weight::first)
                        .distinct()
                        .count());
    }
}
