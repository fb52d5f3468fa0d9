package dev.stagecraft.runtime.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.stagecraft.runtime.network.TrainingDefaults;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.Hardware;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.step.UpdateRule;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A run may go on with another graph for the same network, as on a GPU that repeats its bits. */
class NetworkFingerprintTest {
    private static final String PLAIN = of(0, Hardware.CPU, Precision.FLOAT32);

    static Stream<Arguments> graphs() {
        return Stream.of(Hardware.values())
                .flatMap(hardware -> Stream.of(Precision.FLOAT32, Precision.BFLOAT16, Precision.FLOAT16)
                        .map(precision -> Arguments.of(hardware, precision)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void hardwareAndPrecisionDoNotCount(Hardware hardware, Precision precision) {
        assertEquals(PLAIN, of(0, hardware, precision));
        assertNotEquals(PLAIN, of(0.1, hardware, precision));
    }

    private static String of(double smoothing, Hardware hardware, Precision precision) {
        TrainingDefaults settings = TrainingDefaults.builder()
                .labelSmoothing(smoothing)
                .precision(precision)
                .build();
        TinyNetwork network = new TinyNetwork(4);
        try (NetworkGraph graph =
                NetworkGraph.build(network, network.input(), 1, new UpdateRule(settings).on(hardware))) {
            return NetworkFingerprint.of(graph);
        }
    }
}
