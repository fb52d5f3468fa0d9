package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.SessionSettings;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/**
 * Every kind of block and activation trains in 16 bits, with the logits of float32 but for rounding. In float16 it is slow on a
 * CPU, and right.
 */
class MixedPrecisionFamilyTest {
    private static final int IMAGES = 16;
    private static final float TOLERANCE = 5e-2f;
    private static final float SCALE = 256;

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>(Models.SMALL);
        networks.add(new SmallFamily_RandomNetwork());
        return networks;
    }

    @BeforeAll
    static void sayWhatIsLeftOut() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
        }
    }

    /** float16 has more bits, so its logits are closer. */
    @ParameterizedTest
    @MethodSource("networks")
    void logitsAreThoseOfFloat32ButForRounding(Network network) {
        float[] full = logits(network, Precision.FLOAT32);
        requireClose(full, logits(network, Precision.FLOAT16), TOLERANCE / 2);
        if (Bfloat16.isInCpu()) {
            requireClose(full, logits(network, Precision.BFLOAT16), TOLERANCE);
        }
    }

    private static void requireClose(float[] full, float[] mixed, float tolerance) {
        float largest = 0;
        for (float value : full) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertTrue(largest > 0.1, "all logits are about zero, which compares nothing: " + largest);
        assertArrayEquals(full, mixed, tolerance * largest);
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
                Session session = graph.settings(SessionSettings.CPU).open(graph.graph());
                TUint8 images = TUint8.tensorOf(shape, DataBuffers.of(bytes));
                TInt32 labels = TInt32.vectorOf(classes);
                TFloat32 rate = TFloat32.scalarOf(0.01f);
                TFloat32 scale = TFloat32.scalarOf(SCALE)) {
            graph.initialize(session);
            for (int i = 0; i < 2; i++) {
                Session.Runner runner = session.runner()
                        .feed(graph.images(), images)
                        .feed(graph.labels(), labels)
                        .feed(graph.learningRate(), rate)
                        .addTarget(graph.trainStep());
                graph.lossScale().ifPresent(place -> runner.feed(place, scale));
                graph.finiteStep().ifPresent(runner::fetch);
                try (Result stepped = runner.run()) {
                    assertTrue(graph.finiteStep().isEmpty() || ((TBool) stepped.get(0)).getBoolean());
                }
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
