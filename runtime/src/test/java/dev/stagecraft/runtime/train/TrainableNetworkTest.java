package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.LossAndAccuracy;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainableNetworkTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 64, 0.05, 1);
    private static final Progress END = new Progress(8, 2, 0, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    @Test
    void sameSeedEndsWithTheSameBytes() {
        String first = train(1);
        assertEquals(first, train(1));
        assertNotEquals(first, train(2));
    }

    @Test
    void savedWeightsComeBackWholeAndEvaluateTheSame() {
        LossAndAccuracy before;
        Path saved;
        String hash;
        try (TrainableNetwork network = open(1)) {
            trainer(network, 1, List.of()).train();
            before = network.evaluate(DATA.test(), 32);
            hash = network.weightsSha256();
            saved = network.save(folder, DATA, OPTIONS, END);
        }
        assertEquals(folder.resolve("checkpoint-8"), saved);
        try (TrainableNetwork network = open(99)) {
            assertNotEquals(hash, network.weightsSha256());
            assertEquals(END, network.restore(folder));
            assertEquals(hash, network.weightsSha256());
            assertEquals(before, network.evaluate(DATA.test(), 32));
        }
    }

    @Test
    void everyTestImageCountsOnceWhateverTheBatch() {
        try (TrainableNetwork network = open(1)) {
            LossAndAccuracy whole = network.evaluate(DATA.test(), 70);
            LossAndAccuracy parts = network.evaluate(DATA.test(), 32);
            assertEquals(70, parts.images());
            assertEquals(whole.correct(), parts.correct());
            assertEquals(whole.loss(), parts.loss(), 1e-5);
        }
    }

    @Test
    void checkpointOfAnotherNetworkIsRefusedByTheFirstVariableThatDiffers() {
        try (TrainableNetwork network = open(1)) {
            network.save(folder, DATA, OPTIONS, END);
        }
        try (TrainableNetwork other =
                TrainableNetwork.open(new TinyNetwork(6), DATA.train().shape(), CPU, 1)) {
            BadInputException error = assertThrows(BadInputException.class, () -> other.restore(folder));
            assertTrue(
                    error.getMessage().contains("head/dense/kernel [4, 10]; it must be head/dense/kernel [6, 10]"),
                    error.getMessage());
        }
    }

    @Test
    void checkpointThatIsNotWholeIsRefusedAndNeverRead() throws IOException {
        try (TrainableNetwork network = open(1)) {
            Path saved = network.save(folder, DATA, OPTIONS, END);
            List<Path> files;
            try (Stream<Path> entries = Files.list(saved)) {
                files = entries.sorted().toList();
            }
            assertEquals(3, files.size());
            Random random = new Random(4);
            for (Path file : files) {
                byte[] right = Files.readAllBytes(file);
                for (int i = 0; i < 60; i++) {
                    byte[] wrong = i % 3 == 0 ? Arrays.copyOf(right, random.nextInt(right.length)) : right.clone();
                    if (i % 3 != 0) {
                        wrong[random.nextInt(wrong.length)] ^= (byte) (1 << random.nextInt(8));
                    }
                    Files.write(file, wrong);
                    try {
                        network.restore(folder);
                        throw new AssertionError(file + " was changed and read");
                    } catch (BadInputException e) {
                        assertTrue(e.getMessage().contains(saved.toString()), e.getMessage());
                    }
                }
                Files.write(file, right);
            }
            network.restore(folder);
        }
    }

    @Test
    void checkpointFromTheFutureSaysWhichVersionWroteIt() throws IOException {
        try (TrainableNetwork network = open(1)) {
            Path manifest = network.save(folder, DATA, OPTIONS, END).resolve("manifest.json");
            JsonObject json = new Gson().fromJson(Files.readString(manifest), JsonObject.class);
            json.addProperty("formatVersion", 3);
            json.addProperty("runtimeVersion", "9.0");
            Files.writeString(manifest, json.toString());
            BadInputException error = assertThrows(BadInputException.class, () -> network.restore(folder));
            assertTrue(error.getMessage().contains("format version 3")
                    && error.getMessage().contains("9.0"));
        }
    }

    @Test
    void folderWithoutCheckpointIsNamedAndOneWithIsNotOverwritten() {
        try (TrainableNetwork network = open(1)) {
            BadInputException none = assertThrows(BadInputException.class, () -> network.restore(folder));
            assertTrue(none.getMessage().contains(folder + " holds no checkpoint"), none.getMessage());
            try (RunFolder run = RunFolder.open(folder)) {
                run.requireEmpty();
                network.save(folder, DATA, OPTIONS, END);
                BadInputException full = assertThrows(BadInputException.class, run::requireEmpty);
                assertTrue(full.getMessage().contains("already holds checkpoint-8"), full.getMessage());
            }
        }
    }

    /** Saving would fail when all the training is done. */
    @Test
    void folderWithTheRestOfACheckpointIsRefusedBeforeTraining() throws IOException {
        Files.createDirectories(folder.resolve("checkpoint-3/rest"));
        try (RunFolder run = RunFolder.open(folder)) {
            BadInputException error = assertThrows(BadInputException.class, run::requireEmpty);
            assertTrue(error.getMessage().contains("already holds checkpoint-3"), error.getMessage());
        }
    }

    @Test
    void manifestThatNamesFilesElsewhereIsRefused() throws IOException {
        try (TrainableNetwork network = open(1)) {
            Path manifest = network.save(folder, DATA, OPTIONS, END).resolve("manifest.json");
            String right = Files.readString(manifest);
            for (String name : List.of("../variables.index", "/etc/hostname", "..", "\\u0000")) {
                String wrong = right.replace("\"variables.index\"", "\"" + name + "\"");
                assertNotEquals(right, wrong);
                Files.writeString(manifest, wrong);
                BadInputException error = assertThrows(BadInputException.class, () -> network.restore(folder));
                assertTrue(error.getMessage().contains("is incomplete or corrupt"), error.getMessage());
            }
        }
    }

    /** As other folders are, not for this user alone. */
    @Test
    void othersMayReadACheckpointAsTheyMayReadItsRun() throws IOException {
        Path run = folder.resolve("run");
        try (TrainableNetwork network = open(1)) {
            Path saved = network.save(run, DATA, OPTIONS, END);
            assertEquals(Files.getPosixFilePermissions(run), Files.getPosixFilePermissions(saved));
        }
    }

    @Test
    void saveThatFailsLeavesNothingBehind() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (TrainableNetwork network = open(1)) {
            RunFailedException error =
                    assertThrows(RunFailedException.class, () -> network.save(file, DATA, OPTIONS, END));
            assertTrue(error.getMessage().contains("could not be saved"), error.getMessage());
            // The name is taken by a folder that is not empty: the move fails after all else went well.
            Files.createDirectories(folder.resolve("checkpoint-8/kept"));
            assertThrows(RunFailedException.class, () -> network.save(folder, DATA, OPTIONS, END));
            try (Stream<Path> entries = Files.list(folder)) {
                assertEquals(
                        List.of("checkpoint-8", "file"),
                        entries.map(entry -> entry.getFileName().toString())
                                .sorted()
                                .toList());
            }
        }
    }

    @Test
    void listenersHearOfEveryStepAndEpoch() {
        List<String> heard = new ArrayList<>();
        TrainListener listener = new TrainListener() {
            @Override
            public void epochStarted(int epoch, int images, long seen) {
                heard.add("epoch " + epoch + " of " + images);
            }

            @Override
            public void stepDone(StepResult step) {
                heard.add("step of " + step.images());
            }

            @Override
            public void evaluating() {
                heard.add("evaluating");
            }

            @Override
            public void epochDone(EpochResult result) {
                heard.add("done " + result.epoch());
            }
        };
        try (TrainableNetwork network = open(1)) {
            Outcome outcome = trainer(network, 1, List.of(listener)).train();
            assertEquals(new Outcome(END, false), outcome);
        }
        List<String> epoch = List.of("step of 64", "step of 64", "step of 64", "step of 8", "evaluating");
        List<String> expected = new ArrayList<>(List.of("epoch 1 of 200"));
        expected.addAll(epoch);
        expected.addAll(List.of("done 1", "epoch 2 of 200"));
        expected.addAll(epoch);
        expected.add("done 2");
        assertEquals(expected, heard);
    }

    @Test
    void trainingStopsAfterTheStepInWhichItIsAsked() {
        AtomicInteger asked = new AtomicInteger();
        try (TrainableNetwork network = open(1)) {
            Outcome outcome = new Trainer(
                            network,
                            DATA,
                            new TrainingOptions(2, 64, 0.05, 1),
                            List.of(),
                            () -> asked.incrementAndGet() > 3)
                    .train();
            assertTrue(outcome.interrupted());
            assertEquals(3, outcome.steps());
            assertEquals(0, outcome.epochs());
        }
    }

    @Test
    void lossThatIsNoNumberEndsTheRunWithAdvice() {
        try (TrainableNetwork network = open(1)) {
            RunFailedException error = assertThrows(
                    RunFailedException.class,
                    () -> new Trainer(network, DATA, new TrainingOptions(2, 64, 3e38, 1), List.of(), () -> false)
                            .train());
            assertTrue(
                    error.getMessage().contains("epoch 1, step ")
                            && error.getMessage().contains("smaller learning rate"),
                    error.getMessage());
        }
    }

    /** The only step's loss is that of the first weights; what its update did shows on the test images. */
    @Test
    void lastUpdateThatDivergesEndsTheRunToo() {
        try (TrainableNetwork network = open(1)) {
            Trainer trainer = new Trainer(network, DATA, new TrainingOptions(1, 200, 3e38, 1), List.of(), () -> false);
            RunFailedException error = assertThrows(RunFailedException.class, trainer::train);
            assertTrue(error.getMessage().contains("the test loss is NaN in epoch 1, step 1"), error.getMessage());
        }
    }

    @Test
    void imagesThatTheNetworkWasNotOpenedForAreRefused() {
        ImageShape right = DATA.test().shape();
        try (TrainableNetwork network = open(1)) {
            // As many values as the right ones have: TensorFlow would take them.
            assertRefused(network, new Blank(5, new ImageShape(14, 56, 1), 10, 0), "images of 14×56×1");
            assertRefused(network, new Blank(5, new ImageShape(56, 56, 1), 10, 0), "images of 56×56×1");
            assertRefused(network, new Blank(5, right, 12, 0), "in 12");
            assertRefused(network, new Blank(0, right, 10, 0), "but was given 0 images");
            assertRefused(network, new Blank(5, right, 10, 10), "label of image 0 is 10; it must be 0 to 9");
            assertRefused(network, new Blank(5, right, 10, -1), "label of image 0 is -1");
            for (Batch batch : List.of(
                    new Batch(2, new byte[3 * right.values()], new int[2]),
                    new Batch(2, new byte[2 * right.values()], new int[3]),
                    new Batch(2, new byte[2 * right.values()], new int[] {0, 10}))) {
                assertThrows(BadInputException.class, () -> network.step(batch, 0.1f));
            }
        }
    }

    private static void assertRefused(TrainableNetwork network, LabeledImages images, String says) {
        BadInputException error = assertThrows(BadInputException.class, () -> network.evaluate(images, 5));
        assertTrue(error.getMessage().contains(says), error.getMessage());
        DataSet data = new DataSet("blank", images, images);
        Trainer trainer = new Trainer(network, data, new TrainingOptions(1, 5, 0.1, 1), List.of(), () -> false);
        assertThrows(BadInputException.class, trainer::train);
    }

    /** Black images of one class. */
    private record Blank(int size, ImageShape shape, int classes, int label) implements LabeledImages {
        @Override
        public void read(int index, ByteBuffer target) {
            target.put(new byte[shape.values()]);
        }

        @Override
        public int label(int index) {
            return label;
        }
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThrows(BadInputException.class, () -> new TrainingOptions(0, 64, 0.1, 1));
        assertThrows(BadInputException.class, () -> new TrainingOptions(1, 0, 0.1, 1));
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1e-60, 1e60}) {
            assertThrows(BadInputException.class, () -> new TrainingOptions(1, 64, rate, 1));
        }
    }

    private static String train(long seed) {
        try (TrainableNetwork network = open(seed)) {
            trainer(network, seed, List.of()).train();
            return network.weightsSha256();
        }
    }

    private static Trainer trainer(TrainableNetwork network, long seed, List<TrainListener> listeners) {
        return new Trainer(network, DATA, new TrainingOptions(2, 64, 0.05, seed), listeners, () -> false);
    }

    private static TrainableNetwork open(long seed) {
        return TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, seed);
    }
}
