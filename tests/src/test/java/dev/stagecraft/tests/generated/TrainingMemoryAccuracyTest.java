package dev.stagecraft.tests.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.TrainingMemory;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The estimate is within 10 % of what was measured, network by network. {@code docs/memory.md} tells how. */
class TrainingMemoryAccuracyTest {
    private static final double MEBIBYTE = 1 << 20;

    record Measured(String network, int batch, Precision precision, Recompute.Extent recomputed, double mebibytes) {
        static Measured of(String line) {
            String[] cells = line.split(",", -1);
            return new Measured(
                    cells[0],
                    Integer.parseInt(cells[1]),
                    Precision.valueOf(cells[2]),
                    Recompute.Extent.valueOf(cells[3]),
                    Double.parseDouble(cells[4]));
        }
    }

    static List<Measured> measured() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(TrainingMemoryAccuracyTest.class.getResourceAsStream("/memory/measured.csv"))) {
            Stream<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.skip(1).map(Measured::of).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("measured")
    void estimateIsNear(Measured measured) throws ReflectiveOperationException {
        Network network = Class.forName("dev.stagecraft.samples." + measured.network() + "Network")
                .asSubclass(Network.class)
                .getConstructor()
                .newInstance();
        LayerTable table = LayerTable.of(network).orElseThrow();
        TrainingMemory memory = TrainingMemory.of(
                        table, measured.precision(), new Recompute(measured.recomputed(), List.of()), 0)
                .orElseThrow();
        double estimated = memory.bytes(measured.batch()) / MEBIBYTE;
        assertTrue(
                Math.abs(estimated / measured.mebibytes() - 1) < 0.1,
                "estimated " + estimated + " MiB, measured " + measured.mebibytes() + " MiB");
    }

    @Test
    void networksAreMeasuredInEachForm() throws IOException {
        List<Measured> all = measured();
        assertTrue(all.size() >= 16);
        for (Precision precision : List.of(Precision.FLOAT32, Precision.BFLOAT16)) {
            for (Recompute.Extent recomputed :
                    List.of(Recompute.Extent.NOTHING, Recompute.Extent.CHEAP, Recompute.Extent.ALL)) {
                assertEquals(
                        all.stream().map(Measured::network).distinct().count(),
                        all.stream()
                                .filter(each -> each.precision() == precision && each.recomputed() == recomputed)
                                .map(Measured::network)
                                .distinct()
                                .count());
            }
        }
    }
}
