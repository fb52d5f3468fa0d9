package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.report.EpochLines;
import dev.stagecraft.runtime.report.MetricsFile;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A part to validate on is looked at after each epoch, and the part to test on once, at the end. */
class ValidationTest {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(3, 64, 0.05, 1);
    private static final DataSet DRAWN = Shapes.draw(1, 200, 70);

    @TempDir
    private Path folder;

    private final List<EpochResult> results = new ArrayList<>();

    private final TrainListener collector = new TrainListener() {
        @Override
        public void epochDone(EpochResult result) {
            results.add(result);
        }
    };

    private static OtherImages counted(LabeledImages images, AtomicInteger reads) {
        return new OtherImages(images, (index, target) -> {
            reads.incrementAndGet();
            images.read(index, target);
        });
    }

    private static DataSet cut(DataSet set) {
        return new Split(1, Optional.empty(), Optional.of(0.2)).cut(set, text -> {});
    }

    @Test
    void testImagesAreReadOnceAtTheEnd() {
        AtomicInteger reads = new AtomicInteger();
        DataSet data = cut(DRAWN.withTest(counted(DRAWN.test(), reads)));
        assertEquals(40, data.validation().orElseThrow().size());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS);
                MetricsFile metrics = MetricsFile.to(out)) {
            new Trainer(network, data, OPTIONS, collector, new EpochLines(out), metrics).train();
            assertEquals(70, reads.get());
            LossAndAccuracy validation = network.evaluate(data.validation().get(), 64);
            EpochResult last = results.get(2);
            assertEquals(Optional.of(validation), last.validation());
            assertEquals(network.evaluate(data.test(), 64).accuracy(), last.testAccuracy());
            assertEquals(validation.accuracy(), last.values().get("validationAccuracy"));
            assertEquals(validation.loss(), last.values().get("validationLoss"));
        }
        assertFalse(results.get(0).isTested());
        assertFalse(results.get(1).values().containsKey("testAccuracy"));
        assertTrue(results.get(2).values().containsKey("testAccuracy"));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(7, lines.size(), lines.toString());
        assertTrue(
                lines.get(0).matches("epoch 1, loss \\S+, train acc \\S+, val acc 0\\.\\d{3}, time \\S+ sec"),
                lines.get(0));
        assertTrue(
                lines.get(1).contains("\"validationAccuracy\":0.")
                        && !lines.get(1).contains("testAccuracy"),
                lines.get(1));
        assertTrue(lines.get(5).matches("after the last epoch: test loss \\S+, test acc 0\\.\\d{3}"), lines.get(5));
        assertTrue(
                lines.get(6).contains("\"validationAccuracy\":0.")
                        && lines.get(6).contains("\"testAccuracy\":0."),
                lines.get(6));
    }

    @Test
    void weightsDoNotDependOnWhatIsLookedAt() {
        DataSet data = cut(DRAWN);
        DataSet without = new DataSet(data.name(), data.train(), data.test());
        assertEquals(weights(without), weights(data));
        assertEquals(List.of(), results.get(0).validation().stream().toList());
    }

    private String weights(DataSet data) {
        try (TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS)) {
            new Trainer(network, data, OPTIONS, collector).train();
            return network.weightsSha256();
        }
    }

    @Test
    void setWithoutTestImagesIsTrainedByItsValidation() {
        DataSet data = new DataSet(
                "two parts", DRAWN.train(), DRAWN.test(), DRAWN.train().first(0));
        assertEquals(3, Optional.of(weights(data)).map(text -> results.size()).get());
        assertTrue(results.stream().noneMatch(EpochResult::isTested));
        assertTrue(results.stream().allMatch(result -> result.validation().isPresent()));
    }

    @Test
    void bestIsKeptByTheValidation() throws IOException {
        DataSet data = cut(DRAWN);
        CheckpointPolicy policy = new CheckpointPolicy(1, 0, Duration.ZERO, 1, Optional.of("testLoss"));
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS)) {
            CheckpointListener keeper = new CheckpointListener(network, run, policy, data, OPTIONS, Progress.START);
            new Trainer(network, data, OPTIONS, collector, keeper).train();
        }
        double best = results.stream()
                .mapToDouble(result -> result.validation().orElseThrow().loss())
                .min()
                .orElseThrow();
        List<SavedCheckpoint> kept = RunFolder.checkpoints(folder);
        assertTrue(kept.stream().anyMatch(each -> each.metrics().get("validationLoss") == best), kept.toString());
        assertTrue(kept.size() <= 2, kept.toString());
    }

    @Test
    void resumedRunHasTheSameValidationImages() throws IOException {
        DataSet data = cut(DRAWN);
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS)) {
            network.step(
                    new Batches(data.train(), new int[] {0, 1, 2, 3}, 4)
                            .iterator()
                            .next(),
                    0.1f);
            network.save(run.path(), data, OPTIONS, network.progress());
        }
        DataSet other = data.withValidation(DRAWN.test());
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), other, CPU, OPTIONS)) {
            BadInputException error =
                    assertThrows(BadInputException.class, () -> network.resume(run, Optional.empty(), other, OPTIONS));
            assertTrue(error.getMessage().contains("validation images"), error.getMessage());
        }
    }

    @Test
    void bestByAPartThatIsNotThereIsRefused() {
        CheckpointPolicy policy = new CheckpointPolicy(1, 0, Duration.ZERO, 1, Optional.of("validationAccuracy"));
        assertEquals(Optional.of("validationAccuracy"), policy.forRun(true).best());
        BadInputException error = assertThrows(BadInputException.class, () -> policy.forRun(false));
        assertEquals(
                "the best checkpoint is to be kept by validationAccuracy, but the data has no validation images; use"
                        + " testAccuracy, or take some with --validation-share",
                error.getMessage());
        assertEquals(
                Optional.of("testAccuracy"),
                CheckpointPolicy.DEFAULT.forRun(false).best());
        assertEquals(
                Optional.of("validationAccuracy"),
                CheckpointPolicy.DEFAULT.forRun(true).best());
    }
}
