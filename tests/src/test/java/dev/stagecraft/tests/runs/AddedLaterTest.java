package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a training step does not need is added to a graph when it is first asked for. */
class AddedLaterTest {
    private static final Network NETWORK = new CifarResNet20Network();

    private static final UpdateRule MOMENTUM = new UpdateRule(new Sgd(0.9, false, 0), false);

    @Test
    void stepIsBuiltWithoutEvaluationAndWithoutReadsOfMomentum() {
        try (NetworkGraph graph = NetworkGraph.build(NETWORK, NETWORK.input(), 1, MOMENTUM)) {
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
    void evaluationIsTheSameWheneverItIsAdded() {
        DataSet data = Shapes.draw(1, 8, 16, 3, NETWORK.classes());
        ImageShape size = data.train().shape();
        ByteBuffer images = ByteBuffer.allocate(data.train().size() * size.values());
        int[] labels = new int[data.train().size()];
        for (int i = 0; i < labels.length; i++) {
            data.train().read(i, images);
            labels[i] = data.train().label(i);
        }
        Batch batch = new Batch(labels.length, images.array(), labels);
        TrainingOptions options = TrainingOptions.builder()
                .batchSize(8)
                .optimizer(new Sgd(0.9, false, 0))
                .build();
        Device cpu = Device.choose(Device.Preference.CPU);
        try (TrainableNetwork before = TrainableNetwork.open(NETWORK, size, cpu, options);
                TrainableNetwork after = TrainableNetwork.open(NETWORK, size, cpu, options)) {
            // Describing a graph adds its evaluation.
            before.graphDef();
            assertEquals(before.step(batch, 0.1f), after.step(batch, 0.1f));
            assertArrayEquals(answers(before, images.array()), answers(after, images.array()));
            assertEquals(before.evaluate(data.test(), 8), after.evaluate(data.test(), 8));
            assertEquals(before.step(batch, 0.1f), after.step(batch, 0.1f));
            assertEquals(before.weightsSha256(), after.weightsSha256());
        }
    }

    private static float[] answers(TrainableNetwork network, byte[] images) {
        try (ServingNetwork serving = network.serving()) {
            return serving.logits(images, 8);
        }
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
