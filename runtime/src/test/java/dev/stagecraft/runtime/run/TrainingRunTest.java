package dev.stagecraft.runtime.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Reading;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Split;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.EpochResult;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole run in a folder, as a program has it. */
class TrainingRunTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final TrainingOptions OPTIONS = new TrainingOptions(3, 50, 0.05, 1);

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private RunBuilder builder() {
        return TrainingRun.of(new TinyNetwork(4)).data(DATA).options(OPTIONS).print(stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void withoutAWordMoreItPrintsWritesMetricsAndEventsAndSaves() throws IOException {
        Path place = folder.resolve("run");
        try (TrainingRun run = builder().progressEverySteps(2).open(place)) {
            assertEquals(Optional.empty(), run.newest());
            Outcome outcome = run.train();
            assertEquals(3, outcome.epochs());
            assertFalse(outcome.interrupted());
            assertEquals(Optional.of(place.resolve("checkpoint-12")), run.newest());
            assertEquals(place, run.folder());
            assertThrows(IllegalStateException.class, run::train);
        }
        List<String> printed = lines(out);
        assertEquals(
                "test.Tiny on synthetic shapes (drawings 2): 200 training images, 70 test images, 28×28×1",
                printed.get(0));
        assertTrue(printed.get(1).startsWith("training on "), printed.get(1));
        for (int epoch = 1; epoch <= 3; epoch++) {
            assertTrue(printed.get(1 + epoch).startsWith("epoch " + epoch + ", loss "), printed.toString());
        }
        assertEquals(5, printed.size());
        List<String> progress = lines(err);
        assertEquals(6, progress.size());
        assertTrue(
                progress.get(3).matches("epoch 2 of 3, step 4 of 4, loss \\d\\.\\d{4}, \\d+ images/s, \\d+ s left"),
                progress.get(3));
        assertEquals(3, Files.readAllLines(place.resolve("metrics.jsonl")).size());
        assertTrue(Files.isDirectory(place.resolve("tensorboard")));
    }

    @Test
    void resumedRunEndsWithTheWeightsOfOneThatWasNeverStopped() {
        String whole;
        try (TrainingRun run = builder().quiet().open(folder.resolve("whole"))) {
            run.train();
            whole = run.network().weightsSha256();
        }
        Path place = folder.resolve("stopped");
        AtomicBoolean stop = new AtomicBoolean();
        TrainListener stopper = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                stop.set(step.progress().step() == 6);
            }
        };
        try (TrainingRun run =
                builder().resume().stop(stop::get).listeners(stopper).open(place)) {
            assertTrue(run.train().interrupted());
            assertTrue(run.hasBegun());
        }
        assertThrows(BadInputException.class, () -> builder().open(place).close());
        try (TrainingRun run = builder().resume().open(place)) {
            assertEquals(Optional.of(place.resolve("checkpoint-6")), run.newest());
            run.train();
            assertEquals(whole, run.network().weightsSha256());
        }
        assertTrue(
                lines(out).contains("nothing was saved in " + place + " yet: starting from the beginning"),
                lines(out).toString());
        assertTrue(lines(out).contains("resuming from " + place.resolve("checkpoint-6") + " at step 6 (in epoch 2)"));
        String again;
        try (TrainingRun run =
                builder().quiet().resumeFrom(Path.of("checkpoint-6")).open(place)) {
            run.train();
            again = run.network().weightsSha256();
        }
        assertEquals(whole, again);
        assertTrue(Files.exists(place.resolve("aside-checkpoint-12")));
    }

    @Test
    void bestIsTheOneWithTheHighestAccuracyAndFurtherMetricsAndTop5CanDecideIt() {
        List<Double> accuracies = new ArrayList<>();
        TrainListener watcher = new TrainListener() {
            @Override
            public void epochDone(EpochResult result) {
                accuracies.add(result.values().get("top5Accuracy"));
            }
        };
        CheckpointPolicy top5 = new CheckpointPolicy(1, 0, Duration.ZERO, 10, Optional.of("top5Accuracy"));
        try (TrainingRun run = builder().quiet().saving(top5).listeners(watcher).open(folder.resolve("run"))) {
            run.train();
            int best = 0;
            for (int i = 1; i < accuracies.size(); i++) {
                best = accuracies.get(i) > accuracies.get(best) ? i : best;
            }
            assertEquals(Optional.of(run.folder().resolve("checkpoint-" + 4 * (best + 1))), run.best());
            List<SavedCheckpoint> kept = RunFolder.checkpoints(run.folder());
            assertEquals(accuracies.get(2), kept.get(2).metrics().get("top5Accuracy"));
            assertTrue(kept.get(2).metrics().containsKey("macroF1"));
        }
        try (TrainingRun run = builder().quiet().saving(top5).resume().open(folder.resolve("run"))) {
            assertTrue(run.best().isPresent(), "it is found on the disk too");
        }
    }

    /** Three classes have no top-5 accuracy, in no place and without a crash. */
    @Test
    void fewClassesHaveNoTopFiveAndNoCheckpointIsKeptByIt() throws IOException {
        Path place = folder.resolve("run");
        RunBuilder few =
                TrainingRun.of(new Few()).data(few(DATA)).options(OPTIONS).quiet();
        CheckpointPolicy top5 = new CheckpointPolicy(1, 0, Duration.ZERO, 3, Optional.of("top5Accuracy"));
        BadInputException refused =
                assertThrows(BadInputException.class, () -> few.saving(top5).open(place));
        assertTrue(
                refused.getMessage()
                        .endsWith("has 3 classes, and top-5 accuracy is not measured for fewer than 6; choose another"
                                + " metric"),
                refused.getMessage());
        try (TrainingRun run = few.saving(CheckpointPolicy.DEFAULT).open(place)) {
            run.train();
        }
        String last = Files.readAllLines(place.resolve("metrics.jsonl")).get(2);
        assertFalse(last.contains("top5Accuracy"), last);
        assertTrue(last.contains("\"macroF1\":") && last.contains("\"confusion\":[["), last);
    }

    private static final class Few extends TinyNetwork {
        Few() {
            super(4);
        }

        @Override
        public int classes() {
            return 3;
        }
    }

    private static DataSet few(DataSet data) {
        return new DataSet("few", new Modulo(data.train(), 3), new Modulo(data.test(), 3));
    }

    private record Modulo(LabeledImages images, int classes) implements LabeledImages {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public ImageShape shape() {
            return images.shape();
        }

        @Override
        public int label(int index) {
            return images.label(index) % classes;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            images.read(index, target);
        }
    }

    @Test
    void dataThatIsNamedIsOpenedForTheNetworkAndRecorded() {
        Path place = folder.resolve("run");
        TrainingOptions once = new TrainingOptions(1, 600, 0.05, 1);
        try (TrainingRun run = builder().data("shapes").options(once).quiet().open(place)) {
            assertEquals(12_000, run.data().train().size());
            run.train();
        }
        assertEquals(
                Optional.of(new RunOrigin("shapes", "", Optional.empty())),
                Checkpoints.savedRun(place).origin());
        BadInputException none = assertThrows(
                BadInputException.class, () -> builder().data("none").open(folder.resolve("other")));
        assertTrue(none.getMessage().contains("there is no kind of data called none"), none.getMessage());
        assertFalse(Files.exists(folder.resolve("other")), "a folder was made for nothing");
    }

    @Test
    void picturesThatCannotBeReadAreLeftOutIfTheProgramSaysSo() throws IOException {
        Path pictures = folder.resolve("pictures");
        for (int label = 0; label < 10; label++) {
            Path of = Files.createDirectories(pictures.resolve("kind " + label));
            for (int i = 0; i < 5; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
                image.setRGB(i, label % 8, 0xFFFFFF);
                ImageIO.write(image, "png", of.resolve(i + ".png").toFile());
            }
        }
        Files.writeString(pictures.resolve("kind 3/4.png"), "no picture");
        String data = "folder:" + pictures;
        TrainingOptions once = new TrainingOptions(1, 10, 0.05, 1);
        RunBuilder strict = builder().quiet().data(data).options(once);
        BadInputException error = assertThrows(BadInputException.class, () -> strict.open(folder.resolve("strict")));
        assertTrue(error.getMessage().contains("4.png"), error.getMessage());
        List<String> notices = new ArrayList<>();
        Split split = new Split(1, Optional.of(0.2), Optional.of(0.2));
        try (TrainingRun run = builder()
                .data(data, split, Reading.DEFAULT.on(Reading.OnBadImage.SKIP))
                .options(once)
                .notices(notices::add)
                .open(folder.resolve("lenient"))) {
            DataSet found = run.data();
            int all = found.train().size()
                    + found.test().size()
                    + found.validation().orElseThrow().size();
            assertEquals(49, all);
            run.train();
        }
        assertTrue(notices.stream().anyMatch(notice -> notice.contains("kind 3/4.png")), "not named in " + notices);
        assertTrue(
                lines(out).stream().anyMatch(line -> line.contains(", val acc ")),
                lines(out).toString());
    }

    @Test
    void folderIsFreeAgainAfterTheRunIsClosedAndAfterOneThatCouldNotBeOpened() {
        Path place = folder.resolve("run");
        try (TrainingRun run = builder().open(place)) {
            BadInputException second = assertThrows(
                    BadInputException.class, () -> builder().resume().open(place));
            assertTrue(second.getMessage().contains("is in use by"), second.getMessage());
            assertTrue(run.network().evaluate(DATA.test(), 70).loss() > 0);
        }
        DataSet color = new DataSet("color", colored(DATA.train()), colored(DATA.test()));
        assertThrows(BadInputException.class, () -> builder().data(color).open(place));
        try (TrainingRun run = builder().quiet().open(place)) {
            String first = run.network().weightsSha256();
            run.train();
            assertNotEquals(first, run.network().weightsSha256());
        }
        try (TrainingRun next = builder().quiet().openNew(place)) {
            assertEquals(folder.resolve("run-2"), next.folder());
        }
    }

    private static LabeledImages colored(LabeledImages images) {
        return new LabeledImages() {
            @Override
            public int size() {
                return images.size();
            }

            @Override
            public ImageShape shape() {
                return new ImageShape(28, 28, 3);
            }

            @Override
            public int classes() {
                return images.classes();
            }

            @Override
            public int label(int index) {
                return images.label(index);
            }

            @Override
            public void read(int index, ByteBuffer target) {
                target.put(new byte[28 * 28 * 3]);
            }
        };
    }

    @Test
    void listenersAreClosedAndAFailureLeavesWhatWasSaved() {
        AtomicBoolean closed = new AtomicBoolean();
        TrainListener failing = new TrainListener() {
            @Override
            public void evaluated(int seen, int images) {
                throw new IllegalStateException("seen " + seen + " of " + images);
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };
        try (TrainingRun run = builder().quiet().listeners(failing).open(folder.resolve("run"))) {
            IllegalStateException error = assertThrows(IllegalStateException.class, run::train);
            assertTrue(error.getMessage().contains("seen 50 of 70"), error.getMessage());
            assertEquals(0, error.getSuppressed().length, "it was told of its own failure");
            assertEquals(Optional.of(run.folder().resolve("checkpoint-4-unevaluated")), run.newest());
            assertTrue(closed.get());
        }
    }

    @Test
    void metricsUnaskedGoThroughNoLink() throws IOException {
        Path place = Files.createDirectory(folder.resolve("run"));
        Path other = folder.resolve("other");
        Files.createSymbolicLink(place.resolve("metrics.jsonl"), other);
        BadInputException error =
                assertThrows(BadInputException.class, () -> builder().quiet().open(place));
        assertTrue(error.getMessage().contains("metrics.jsonl is a symbolic link"), error.getMessage());
        assertFalse(Files.exists(other));
    }
}
