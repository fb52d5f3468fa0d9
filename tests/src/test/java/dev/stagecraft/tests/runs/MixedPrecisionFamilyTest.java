package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.support.Models;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Every kind of block and activation trains in bfloat16, with the logits of float32 but for rounding. */
class MixedPrecisionFamilyTest {
    private static final int IMAGES = 16;
    private static final float TOLERANCE = 5e-2f;

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>(Models.SMALL);
        networks.add(new SmallFamily_RandomNetwork());
        return networks;
    }

    @BeforeEach
    void needsInstructions() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
        }
        assumeTrue(Bfloat16.isInCpu());
    }

    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreThoseOfFloat32ButForRounding(Network network) {
        float[] full = logits(network, Precision.FLOAT32);
        float[] mixed = logits(network, Precision.BFLOAT16);
        float largest = 0;
        for (float value : full) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.1, "all logits are about zero, which compares nothing: " + largest);
        assertArrayEquals(full, mixed, TOLERANCE * largest);
    }

    /** After two steps, so that the gradients of every kind of operation have run. */
    private static float[] logits(Network network, Precision precision) {
        UpdateRule rule = new UpdateRule(new TrainingOptions(1, IMAGES, 0.01, 1).withPrecision(precision));
        byte[] bytes = new byte[IMAGES * network.input().values()];
        new Random(3).nextBytes(bytes);
        int[] classes = new Random(4).ints(IMAGES, 0, network.classes()).toArray();
        Shape shape = Shape.of(
                IMAGES,
                network.input().height(),
                network.input().width(),
                network.input().channels());
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 5, rule, Targets.LABELS);
                Session session = new Session(graph.graph());
                TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(classes);
                TFloat32 rate = TFloat32.scalarOf(0.01f)) {
            session.runner().addTarget(graph.initialize()).run().close();
            for (int i = 0; i < 2; i++) {
                session.runner()
                        .feed(graph.images(), images)
                        .feed(graph.labels(), labels)
                        .feed(graph.learningRate(), rate)
                        .addTarget(graph.trainStep())
                        .run()
                        .close();
            }
            try (Result result = session.runner()
                    .feed(graph.images(), images)
                    .feed(graph.labels(), labels)
                    .fetch(graph.training().logits())
                    .run()) {
                float[] values = new float[Math.toIntExact(result.get(0).shape().size())];
                ((TFloat32) result.get(0)).asRawTensor().data().asFloats().read(values);
                return values;
            }
        }
    }
}
