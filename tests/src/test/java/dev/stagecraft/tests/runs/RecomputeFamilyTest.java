package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.UpdateRule;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.runtime.train.TrainingOptions;
import dev.stagecraft.samples.FashionResNet18Network;
import dev.stagecraft.samples.zoo.CifarResNet20Network;
import dev.stagecraft.samples.zoo.SeResNet50Network;
import dev.stagecraft.tests.SmallFamily_RandomNetwork;
import dev.stagecraft.tests.support.Models;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** Every kind of block and activation has the same weights, bit for bit, when its blocks are computed again. */
class RecomputeFamilyTest {
    private static final int IMAGES = 4;

    static List<Network> networks() {
        List<Network> networks = new ArrayList<>(Models.SMALL);
        networks.add(new SmallFamily_RandomNetwork());
        return networks;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void weightsHaveTheSameBits(Network network) {
        assertSame(network, Precision.FLOAT32, Engine.TUNED);
        assertSame(network, Precision.FLOAT32, Engine.REWRITTEN);
        if (Bfloat16.isInCpu()) {
            assertSame(network, Precision.BFLOAT16, Engine.TUNED);
            assertSame(network, Precision.BFLOAT16, Engine.REWRITTEN);
        } else {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
        }
    }

    /** The small networks have so few channels that nothing of them is cheap, unlike these. */
    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "BFLOAT16"})
    void whatIsCheapHasTheSameBits(Precision precision) {
        if (precision == Precision.BFLOAT16 && !Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; steps in bfloat16 are not tested.");
            return;
        }
        for (Network network :
                List.of(new CifarResNet20Network(), new FashionResNet18Network(), new SeResNet50Network())) {
            Map<String, float[]> kept = trained(network, precision, Engine.TUNED, Recompute.NONE);
            Map<String, float[]> again = trained(network, precision, Engine.TUNED, Recompute.CHEAP);
            assertEquals(kept.keySet(), again.keySet());
            kept.forEach((name, values) ->
                    assertArrayEquals(values, again.get(name), name + " of " + network.name() + " in " + precision));
        }
    }

    private static void assertSame(Network network, Precision precision, Engine engine) {
        Map<String, float[]> kept = trained(network, precision, engine, Recompute.NONE);
        Map<String, float[]> again = trained(network, precision, engine, Recompute.ALL);
        assertEquals(kept.keySet(), again.keySet());
        kept.forEach((name, values) ->
                assertArrayEquals(values, again.get(name), name + " in " + precision + ", " + engine));
    }

    /** All variables after two steps. */
    private static Map<String, float[]> trained(Network network, Precision precision, Engine engine, Recompute which) {
        TrainingOptions options = new TrainingOptions(1, IMAGES, 0.01, 1)
                .withPrecision(precision)
                .withEngine(engine)
                .withRecompute(which);
        byte[] bytes = new byte[IMAGES * network.input().values()];
        new Random(3).nextBytes(bytes);
        int[] classes = new Random(4).ints(IMAGES, 0, network.classes()).toArray();
        try (NetworkGraph graph =
                        NetworkGraph.build(network, network.input(), 5, new UpdateRule(options), Targets.LABELS);
                Session session = graph.settings(SessionSettings.CPU).open(graph.graph());
                TUint8 images = Steps.images(network, IMAGES, bytes);
                TInt32 labels = TInt32.vectorOf(classes);
                TFloat32 rate = TFloat32.scalarOf(0.01f)) {
            assertEquals(!which.equals(Recompute.NONE), isRecomputed(graph));
            graph.initialize(session);
            for (int i = 0; i < 2; i++) {
                Steps.run(graph, session, images, labels, rate);
            }
            return values(session, graph.variables());
        }
    }

    private static boolean isRecomputed(NetworkGraph graph) {
        boolean found = false;
        for (var operations = graph.graph().operations(); operations.hasNext(); ) {
            found |= operations.next().name().startsWith("recomputed/");
        }
        return found;
    }

    private static Map<String, float[]> values(Session session, List<Variable> variables) {
        Session.Runner runner = session.runner();
        variables.forEach(variable -> runner.fetch(variable.value()));
        Map<String, float[]> values = new LinkedHashMap<>();
        try (Result result = runner.run()) {
            for (int i = 0; i < variables.size(); i++) {
                TFloat32 tensor = (TFloat32) result.get(i);
                float[] each = new float[Math.toIntExact(tensor.size())];
                tensor.asRawTensor().data().asFloats().read(each);
                values.put(variables.get(i).name(), each);
            }
        }
        assertTrue(values.size() > 1);
        return values;
    }
}
