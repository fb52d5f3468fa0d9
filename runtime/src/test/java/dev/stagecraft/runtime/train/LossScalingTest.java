package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossScale;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.report.MetricsFile;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.step.UpdateRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in float16, on the CPU, which users are not given: it computes the same steps, only slowly. */
class LossScalingTest {
    /** Four steps an epoch. */
    private static final DataSet DATA = Shapes.draw(1, 64, 16);

    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 16, 0.05, 1).withPrecision(Precision.FLOAT16);

    /** So large that gradients overflow for some steps. */
    private static final LossScale TOO_LARGE = new LossScale(1 << 24, 7, 0);

    private static final Progress OVERFLOWING = Progress.START.withLossScale(TOO_LARGE);

    @TempDir
    private Path folder;

    private static TrainableNetwork open(TrainingOptions options) {
        return new TrainableNetwork(
                new TinyNetwork(4), DATA.train().shape(), CPU, options.seed(), new UpdateRule(options), Targets.LABELS);
    }

    @Test
    void aCpuIsRefused() {
        BadInputException thrown = assertThrows(
                BadInputException.class,
                () -> TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, OPTIONS));
        assertTrue(
                thrown.getMessage().startsWith("precision is float16, which trains on a GPU only"),
                thrown.getMessage());
    }

    @Test
    void anOverflowSkipsTheStepAndHalvesTheScale() {
        List<StepResult> steps = new ArrayList<>();
        List<String> weights = new ArrayList<>();
        try (TrainableNetwork network = open(OPTIONS)) {
            String first = network.weightsSha256();
            TrainListener collector = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    steps.add(step);
                    weights.add(network.weightsSha256());
                }
            };
            Progress end = new Trainer(network, DATA, OPTIONS, collector)
                    .train(OVERFLOWING)
                    .progress();
            int skipped = (int) steps.stream().filter(StepResult::skipped).count();
            assertTrue(skipped >= 2 && skipped < 8, skipped + " steps were skipped");
            for (int i = 0; i < skipped; i++) {
                LossScale scale = new LossScale(TOO_LARGE.factor() / (2 << i), 0, i + 1);
                assertEquals(scale, steps.get(i).progress().lossScale());
                assertEquals(first, weights.get(i));
            }
            assertNotEquals(first, weights.get(skipped));
            // Steps are counted whether they were skipped or not.
            assertEquals(8, end.step());
            assertEquals(new LossScale(TOO_LARGE.factor() / (1 << skipped), 8 - skipped, skipped), end.lossScale());
        }
    }

    @Test
    void aTracedStepIsRepeatedUntilItChangesTheWeights() {
        try (TrainableNetwork network = open(OPTIONS)) {
            network.setProgress(OVERFLOWING);
            String first = network.weightsSha256();
            assertTrue(network.traceStep(batch(), 0.05f).hasStepStats());
            assertNotEquals(first, network.weightsSha256());
            LossScale scale = network.progress().lossScale();
            assertTrue(scale.factor() < TOO_LARGE.factor(), scale.toString());
            assertEquals(OVERFLOWING.withLossScale(scale), network.progress());
        }
    }

    @Test
    void aRunThatIsResumedAfterASkippedStepIsTheUnbrokenOne() throws IOException {
        Ended unbroken = train(folder.resolve("unbroken"), OVERFLOWING, Integer.MAX_VALUE);
        assertFalse(unbroken.outcome.interrupted());
        for (int stopAt : new int[] {2, 4, 7}) {
            Path place = folder.resolve("stopped" + stopAt);
            Ended first = train(place, OVERFLOWING, stopAt);
            assertTrue(first.outcome.interrupted());
            Ended second = train(place, null, Integer.MAX_VALUE);
            assertEquals(unbroken.weights, second.weights, "stopped at " + stopAt);
            assertEquals(
                    unbroken.outcome.progress().lossScale(),
                    second.outcome.progress().lossScale());
        }
    }

    @Test
    void theManifestKeepsTheScaleAndNoVariableDoes() throws IOException {
        Ended half = train(folder.resolve("half"), OVERFLOWING, 3);
        JsonObject saved = manifest(half.newest);
        JsonObject scale = saved.getAsJsonObject("position").getAsJsonObject("lossScale");
        assertEquals(TOO_LARGE.factor() / 4, scale.get("factor").getAsFloat());
        assertEquals(0, scale.get("goodSteps").getAsInt());
        assertEquals(2, scale.get("skippedSteps").getAsLong());
        JsonObject settings = saved.getAsJsonObject("run").getAsJsonObject("settings");
        assertEquals("float16", settings.get("precision").getAsString());
        JsonObject full = manifest(
                train(folder.resolve("full"), Progress.START, 3, OPTIONS.withPrecision(Precision.FLOAT32)).newest);
        assertFalse(full.getAsJsonObject("position").has("lossScale"));
        for (String list : List.of("variables", "optimizerVariables", "networkFingerprint")) {
            assertEquals(full.get(list), saved.get(list), list);
        }
    }

    /** The weights have become so large that every step overflows, whatever the scale. */
    @Test
    void twentyFiveSkippedStepsAreNoDivergenceAndTheSmallestScaleIs() {
        TrainingOptions wild = new TrainingOptions(1, 2, 1e30, 1).withPrecision(Precision.FLOAT16);
        AtomicInteger inARow = new AtomicInteger();
        try (TrainableNetwork network = open(wild)) {
            assertTrue(network.tryStep(batch(), 1e30f).isPresent());
            TrainListener counter = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    assertTrue(step.skipped());
                    inARow.incrementAndGet();
                }
            };
            Trainer trainer = new Trainer(network, DATA, wild, counter);
            RunFailedException thrown = assertThrows(
                    RunFailedException.class,
                    () -> trainer.train(Progress.START.withLossScale(new LossScale(1 << 30, 0, 0))));
            assertEquals(30, inARow.get());
            assertTrue(
                    thrown.getMessage()
                            .startsWith("the loss or a gradient of step 31 in epoch 1 is NaN or infinite in float16,"
                                    + " although the loss scale is 1, the smallest: training has diverged"),
                    thrown.getMessage());
        }
    }

    @Test
    void aStepByHandIsTriedAgain() {
        try (TrainableNetwork network = open(OPTIONS)) {
            network.setProgress(OVERFLOWING);
            String first = network.weightsSha256();
            assertTrue(Double.isFinite(network.step(batch(), 0.05f).loss()));
            assertNotEquals(first, network.weightsSha256());
            assertEquals(1, network.progress().step());
            assertTrue(network.progress().lossScale().skippedSteps() >= 2);
        }
    }

    /** Of an epoch whose steps were all skipped there are no means. */
    @Test
    void linesOfMetricsHaveTheScale() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Progress start = Progress.START.withLossScale(new LossScale(LossScale.MOST, 0, 0));
        try (TrainableNetwork network = open(OPTIONS)) {
            MetricsFile lines = MetricsFile.to(new PrintStream(out, true, StandardCharsets.UTF_8));
            new Trainer(network, DATA, OPTIONS.withEpochs(1), lines).train(start);
        }
        JsonObject line = new Gson().fromJson(out.toString(StandardCharsets.UTF_8), JsonObject.class);
        assertEquals(4, line.get("skippedSteps").getAsLong());
        assertEquals(LossScale.MOST / 16, line.get("lossScale").getAsFloat());
        assertTrue(line.get("loss").isJsonNull(), line.toString());
        assertTrue(line.get("trainAccuracy").isJsonNull(), line.toString());
        assertTrue(line.get("testAccuracy").getAsDouble() >= 0, line.toString());
    }

    private static Batch batch() {
        return new Batches(DATA.train(), EpochOrder.inSequence(16), 16)
                .iterator()
                .next();
    }

    private record Ended(Outcome outcome, String weights, Path newest) {}

    private static Ended train(Path place, Progress start, int stopAt) throws IOException {
        return train(place, start, stopAt, OPTIONS);
    }

    /** @param start null to resume */
    private static Ended train(Path place, Progress start, int stopAt, TrainingOptions options) throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (TrainableNetwork network = open(options);
                RunFolder run = RunFolder.open(place)) {
            Progress from = start != null
                    ? start
                    : network.resume(run, Optional.empty(), DATA, options)
                            .map(Resumed::progress)
                            .orElseThrow();
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, DATA, options, from);
            Outcome outcome = new Trainer(
                            network, DATA, options, List.of(keeper), () -> asked.incrementAndGet() >= stopAt)
                    .train(from);
            keeper.save(outcome.progress());
            return new Ended(outcome, network.weightsSha256(), keeper.newest().orElseThrow());
        }
    }

    private static JsonObject manifest(Path checkpoint) throws IOException {
        return new Gson().fromJson(Files.readString(checkpoint.resolve("manifest.json")), JsonObject.class);
    }
}
