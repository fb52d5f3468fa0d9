package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.state.CheckpointNodes;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** What a training step does not need is added to a graph when it is first asked for. */
class AddedLaterTest {
    private static final int IMAGES = 4;
    private static final Network NETWORK = new CifarResNet20Network();
    private static final UpdateRule MOMENTUM = new UpdateRule(new Sgd(0.9, false, 0), false);

    @Test
    void stepIsBuiltWithoutEvaluationAndWithoutWhatSaves() {
        try (NetworkGraph graph = NetworkGraph.build(NETWORK, NETWORK.input(), 1, MOMENTUM)) {
            CheckpointNodes nodes = CheckpointNodes.of(graph, () -> graph);
            assertEquals(Set.of(), added(graph));
            graph.evaluation();
            Set<String> evaluation = added(graph);
            assertTrue(evaluation.contains("evaluation/head/dense"), evaluation::toString);
            graph.evaluation();
            graph.logits();
            assertEquals(evaluation, added(graph));
            Variable slot = graph.optimizerVariables().get(0);
            slot.value();
            evaluation.add(slot.name() + "/read");
            assertEquals(evaluation, added(graph));
            nodes.complete();
            Set<String> all = added(graph);
            assertTrue(all.contains("checkpoint/save"), all::toString);
            graph.optimizerVariables().forEach(each -> assertTrue(all.contains(each.name() + "/read"), each.name()));
            nodes.complete();
            assertEquals(all, added(graph));
        }
    }

    /** Exports list all operations, and keep their order. */
    @Test
    void graphOfAnExportHasAllAtOnce() {
        try (NetworkGraph graph = NetworkGraph.build(NETWORK, NETWORK.input(), 1)) {
            assertTrue(added(graph).contains("evaluation/head/dense"));
        }
    }

    @Test
    void resultsAreTheSameWheneverEvaluationIsAdded() {
        try (NetworkGraph before = NetworkGraph.build(NETWORK, NETWORK.input(), 1, MOMENTUM);
                NetworkGraph after = NetworkGraph.build(NETWORK, NETWORK.input(), 1, MOMENTUM)) {
            before.evaluation();
            try (Session first = opened(before);
                    Session second = opened(after)) {
                step(before, first);
                step(after, second);
                assertArrayEquals(logits(before, first), logits(after, second));
                step(before, first);
                step(after, second);
                for (int i = 0; i < before.variables().size(); i++) {
                    assertArrayEquals(
                            Weights.read(first, before.variables().get(i).value()),
                            Weights.read(second, after.variables().get(i).value()));
                }
            }
        }
    }

    private static Session opened(NetworkGraph graph) {
        Session session = graph.settings(SessionSettings.CPU).open(graph.graph());
        graph.initialize(session);
        return session;
    }

    private static void step(NetworkGraph graph, Session session) {
        try (TUint8 images = images();
                TInt32 labels = TInt32.vectorOf(1, 2, 3, 4);
                TFloat32 rate = TFloat32.scalarOf(0.1f)) {
            Steps.run(graph, session, images, labels, rate);
        }
    }

    private static float[] logits(NetworkGraph graph, Session session) {
        try (TUint8 images = images();
                Result result = session.runner()
                        .feed(graph.images(), images)
                        .fetch(graph.evaluation().logits())
                        .run()) {
            return Weights.floats((TFloat32) result.get(0));
        }
    }

    private static TUint8 images() {
        byte[] bytes = new byte[IMAGES * NETWORK.input().values()];
        new Random(1).nextBytes(bytes);
        return Steps.images(NETWORK, IMAGES, bytes);
    }

    private static Set<String> added(NetworkGraph graph) {
        Set<String> names = new TreeSet<>();
        graph.graph().operations().forEachRemaining(each -> {
            boolean momentum =
                    each.name().startsWith("optimizer/") && each.name().endsWith("/read");
            if (momentum || each.name().startsWith("evaluation/") || each.name().startsWith("checkpoint/")) {
                names.add(each.name());
            }
        });
        return names;
    }
}
