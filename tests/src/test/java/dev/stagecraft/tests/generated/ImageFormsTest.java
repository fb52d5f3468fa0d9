package dev.stagecraft.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.samples.FashionResNet18Network;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The gradients of images of 3×3 pixels, of which ResNet-18 has three at 96×96, have a form of their own. */
class ImageFormsTest {
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FLOAT32", "BFLOAT16"})
    void onlyNewRunsTakeIt(Precision precision) {
        assertEquals(3, operations(precision, Engine.DIRECT) - operations(precision, Engine.TUNED));
        assertEquals(0, operations(precision, Engine.DIRECT) - operations(precision, Engine.REWRITTEN));
    }

    private static long operations(Precision precision, Engine engine) {
        Network network = new FashionResNet18Network();
        UpdateRule rule = new UpdateRule(TrainingDefaults.builder()
                .batchSize(128)
                .precision(precision)
                .engine(engine)
                .build());
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1, rule)) {
            int[] found = {0};
            graph.graph().operations().forEachRemaining(operation -> {
                if (operation.type().equals("Conv2DBackpropInput")) {
                    found[0]++;
                }
            });
            return found[0];
        }
    }
}
