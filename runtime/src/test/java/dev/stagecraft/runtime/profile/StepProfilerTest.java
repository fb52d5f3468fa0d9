package dev.stagecraft.runtime.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.LayerTable;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A real step of a tiny network: all its time is in a row, and all its rows are in the step. */
class StepProfilerTest {
    private static final double ROUNDING = 1e-6;
    private static final Device CPU = Device.choose(Device.Preference.CPU);

    private static final MatrixProduct.Size SMALL = new MatrixProduct.Size(128, 1);

    /** As {@link TinyNetwork}, with the table that the processor would write. */
    private static final class TabledNetwork extends TinyNetwork {
        TabledNetwork() {
            super(4);
        }

        @Override
        public InputStream layerTable() {
            String table = """
                    {"layers": [
                      {"name": "stem/conv", "kind": "conv2d", "output": [4, 4, 4], "multiplyAccumulates": 576},
                      {"name": "stem/norm", "kind": "batchNorm", "output": [4, 4, 4]},
                      {"name": "stem/relu", "kind": "relu", "output": [4, 4, 4]},
                      {"name": "head/pool", "kind": "averagePool", "output": [4]},
                      {"name": "head/dense", "kind": "dense", "output": [10], "multiplyAccumulates": 40}]}
                    """;
            return new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static StepProfile profile(int steps) {
        TrainingOptions options =
                TrainingOptions.builder().batchSize(32).skipBadSteps(true).build();
        return StepProfiler.profile(new TabledNetwork(), options, CPU, steps, SMALL);
    }

    /** Operations that XLA compiled have no names of layers. */
    @Test
    void compiledStepIsRefused() {
        TrainingOptions options = new TrainingOptions(1, 2, 0.1, 1).withEngine(Engine.COMPILED);
        Device cpu = Device.choose(Device.Preference.CPU);
        BadInputException error =
                assertThrows(BadInputException.class, () -> StepProfiler.profile(new TabledNetwork(), options, cpu, 1));
        assertTrue(error.getMessage().contains("profile with --engine tuned"), error.getMessage());
    }

    @Test
    void everyOperationIsInOneRowAndEveryLayerHasOne() {
        StepProfile profile = profile(2);
        assertEquals(
                LayerTable.of(new TabledNetwork()).orElseThrow().layers().stream()
                        .map(LayerTable.Layer::name)
                        .toList(),
                profile.layers().stream()
                        .filter(row -> !row.kind().isEmpty())
                        .map(LayerTime::name)
                        .toList());
        double sum = profile.layers().stream().mapToDouble(LayerTime::millis).sum();
        assertEquals(profile.times().operations(), sum, ROUNDING);
        assertEquals(
                sum, profile.stages().stream().mapToDouble(LayerTime::millis).sum(), ROUNDING);
        assertEquals(1, profile.layers().stream().mapToDouble(profile::share).sum(), ROUNDING);
        LayerTime convolution = profile.layers().stream()
                .filter(row -> row.name().equals("stem/conv"))
                .findFirst()
                .orElseThrow();
        assertTrue(
                convolution.forwardMillis() > 0 && convolution.backwardMillis() > 0 && convolution.updateMillis() > 0,
                convolution::toString);
        assertTrue(profile.shareOfLimit(convolution).isPresent());
        double other = profile.layers().stream()
                .filter(row -> row.name().equals("other"))
                .mapToDouble(profile::share)
                .sum();
        assertTrue(other < 0.2, () -> profile.layers().toString());
    }

    @Test
    void theStepItsLimitAndItsMemoryAreMeasured() {
        StepProfile profile = profile(1);
        assertEquals(32, profile.batchSize());
        assertEquals(Precision.FLOAT32, profile.precision());
        assertTrue(profile.times().step() > 0 && profile.imagesPerSecond() > 0);
        assertTrue(profile.times().idle() >= 0
                && profile.times().idle() < profile.times().traced());
        assertTrue(
                profile.limit().gigaflops() > 0.1 && profile.limit().gigaflops() < 100_000, profile.limit()::toString);
        assertTrue(profile.shareOfLimit() > 0 && profile.shareOfLimit() < 1, () -> "" + profile.shareOfLimit());
        // The padded images alone are 32 × 10 × 10 float32 values.
        assertTrue(profile.memory().stepBytes() >= 12_800, profile.memory()::toString);
        assertTrue(profile.memory().largest().stream()
                        .mapToLong(StepMemory.Held::bytes)
                        .sum()
                <= profile.memory().stepBytes());
    }

    @Test
    void theTraceIsJsonWhoseEventsLieInTheStepAndDoNotOverlapOnALine() throws IOException {
        StepProfile profile = profile(1);
        StringWriter out = new StringWriter();
        TraceEvents.write(profile, out);
        JsonObject trace = JsonParser.parseString(out.toString()).getAsJsonObject();
        Map<Integer, Double> ends = new HashMap<>();
        int operations = 0;
        for (var element : trace.getAsJsonArray("traceEvents")) {
            JsonObject event = element.getAsJsonObject();
            if (event.get("ph").getAsString().equals("X")) {
                operations++;
                double start = event.get("ts").getAsDouble();
                double end = start + event.get("dur").getAsDouble();
                assertTrue(start >= 0 && end <= profile.times().traced() * 1000 + ROUNDING, event::toString);
                double before = ends.getOrDefault(event.get("tid").getAsInt(), 0.0);
                assertTrue(start >= before - ROUNDING, event::toString);
                ends.put(event.get("tid").getAsInt(), end);
                assertEquals(1, event.get("pid").getAsInt());
            }
        }
        assertEquals(profile.operations().size(), operations);
        assertTrue(out.toString().contains("\"gradients/stem.conv.filter\""));
    }

    @Test
    void aNumberOfStepsBelowOneIsRefused() {
        BadInputException thrown = assertThrows(BadInputException.class, () -> profile(0));
        assertEquals("the number of steps is 0; it must be at least 1", thrown.getMessage());
    }

    @Test
    void aBatchThatFitsNoArrayIsRefused() {
        TrainingOptions options =
                TrainingOptions.builder().batchSize(100_000_000).build();
        BadInputException thrown = assertThrows(
                BadInputException.class, () -> StepProfiler.profile(new TabledNetwork(), options, CPU, 1, SMALL));
        assertEquals(
                "batch size is 100000000, and its images have 6400000000 values; they may have at most 2147483639, so"
                        + " choose a smaller batch size",
                thrown.getMessage());
    }

    @Test
    void withoutATableTheTimeIsInTheRowsOfWhatIsKnown() {
        StepProfile profile = StepProfiler.profile(
                new TinyNetwork(4), TrainingOptions.builder().build(), CPU, 1, SMALL);
        assertEquals(
                List.of("input", "loss", "other"),
                profile.layers().stream().map(LayerTime::name).sorted().toList());
    }
}
