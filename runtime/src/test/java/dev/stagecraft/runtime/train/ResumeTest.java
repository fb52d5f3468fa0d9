package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.optimize.AdamW;
import dev.stagecraft.runtime.optimize.Cosine;
import dev.stagecraft.runtime.optimize.Lars;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.StepDecay;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A run that is stopped and taken up again, anywhere and by every optimizer, equals one that never stopped. */
class ResumeTest {
    /** Four steps an epoch, the last one of eight images; three evaluations of 64 images at most. */
    private static final DataSet DATA = Shapes.draw(1, 200, 140);

    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions PLAIN = new TrainingOptions(3, 64, 0.05, 1);

    @TempDir
    private Path folder;

    static Stream<TrainingOptions> everyOptimizer() {
        Schedule warm = new WarmUp(1, new Cosine(1e-4));
        return Stream.of(
                PLAIN,
                PLAIN.withOptimizer(new Sgd(0.9, false, 1e-3), 0.05).withSchedule(new StepDecay(1, 0.5)),
                PLAIN.withOptimizer(new Sgd(0.9, true, 0), 0.05).withSkipBadSteps(true),
                PLAIN.withOptimizer(Adam.DEFAULT, 0.01).withSchedule(warm),
                PLAIN.withOptimizer(AdamW.DEFAULT, 0.01).withSchedule(warm),
                PLAIN.withOptimizer(Lars.DEFAULT, 2).withLabelSmoothing(0.1));
    }

    @ParameterizedTest
    @MethodSource("everyOptimizer")
    void stoppedAnywhereAndTakenUpAgainIsTheSameRun(TrainingOptions options) throws IOException {
        Ended unbroken = train(options, folder.resolve("unbroken"), Integer.MAX_VALUE, false);
        // Asked before each of 4 steps and 3 parts of the evaluation, of 3 epochs.
        int stride = options.equals(PLAIN) ? 2 : 6;
        for (int asked = stride; asked < 3 * 7; asked += stride) {
            Path run = folder.resolve("run-" + asked);
            Ended first = train(options, run, asked, false);
            assertTrue(first.outcome.interrupted(), "asked " + asked);
            Ended second = train(options, run, Integer.MAX_VALUE, true);
            assertFalse(second.outcome.interrupted());
            assertEquals(unbroken.hash, second.hash, "asked " + asked);
            assertEquals(unbroken.state(), second.state(), "asked " + asked);
            List<EpochResult> both = new ArrayList<>(first.results);
            both.addAll(second.results);
            assertEquals(3, both.size(), "asked " + asked);
            for (int i = 0; i < 3; i++) {
                assertSameEpoch(unbroken.results.get(i), both.get(i));
            }
        }
    }

    private static void assertSameEpoch(EpochResult expected, EpochResult found) {
        assertEquals(expected.values(), found.values());
        assertEquals(expected.weightsSha256(), found.weightsSha256());
        assertEquals(expected.epoch(), found.epoch());
    }

    /** Earlier versions began a run whose warm-up is as long as the run itself; a new one is refused. */
    @Test
    void settingsThatAreRefusedNowAreResumedAsTheyWere() throws IOException {
        TrainingOptions options = PLAIN.withSchedule(new WarmUp(3, new Cosine(0)));
        Path run = folder.resolve("run");
        assertRefused(() -> train(options, run, Integer.MAX_VALUE, false), "warm-up epochs is 3", "below the 3 epochs");
        try (TrainableNetwork network =
                TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, options)) {
            network.save(run, DATA, options, new Progress(1, 0, 1, 0, 0, 0, 0));
        }
        assertFalse(train(options, run, Integer.MAX_VALUE, true).outcome.interrupted());
    }

    /** The plan of rates is another one for more epochs; a constant rate has no such plan. */
    @Test
    void moreEpochsAreGivenToARunWhoseRateDoesNotKnowTheEnd() throws IOException {
        Ended whole = train(PLAIN, folder.resolve("whole"), Integer.MAX_VALUE, false);
        Path run = folder.resolve("run");
        train(PLAIN.withEpochs(2), run, Integer.MAX_VALUE, false);
        assertEquals(whole.hash, train(PLAIN, run, Integer.MAX_VALUE, true).hash);

        TrainingOptions cosine = PLAIN.withSchedule(new Cosine(0));
        Path other = folder.resolve("other");
        train(cosine.withEpochs(2), other, Integer.MAX_VALUE, false);
        assertRefused(() -> train(cosine, other, Integer.MAX_VALUE, true), "epochs was 2 and is now 3");
        assertRefused(() -> train(PLAIN.withEpochs(1), run, Integer.MAX_VALUE, true), "has 3 epochs done");
    }

    @Test
    void runOfOtherSettingsIsRefusedByEachThatDiffers() throws IOException {
        Path run = folder.resolve("run");
        train(PLAIN, run, 3, false);
        assertRefused(
                () -> train(new TrainingOptions(3, 32, 0.1, 2), run, 99, true),
                "batch size was 64 and is now 32",
                "learning rate was 0.05 and is now 0.1",
                "seed was 1 and is now 2");
        assertRefused(
                () -> train(PLAIN.withOptimizer(new Sgd(0.9, false, 0), 0.05), run, 99, true),
                "optimizer was sgd and is now sgd, momentum 0.9");
        assertRefused(
                () -> train(PLAIN.withSchedule(new StepDecay(2, 0.1)), run, 99, true),
                "schedule was constant and is now step, times 0.1 every 2 epochs");
        DataSet other = Shapes.draw(2, 200, 140);
        assertRefused(
                () -> train(new TinyNetwork(4), other, PLAIN, run, 99, true), "training images was synthetic shapes");
        assertRefused(
                () -> train(new TinyNetwork(6), DATA, PLAIN, run, 99, true),
                "head/dense/kernel [4, 10]; it must be head/dense/kernel [6, 10]");
        assertRefused(() -> train(new Renamed(), DATA, PLAIN, run, 99, true), "another version of test.Tiny");
        // What changes no weight is no setting.
        assertTrue(train(PLAIN.withSkipBadSteps(true), run, 2, true).outcome.interrupted());
    }

    @Test
    void nothingSavedYetIsTheBeginning() throws IOException {
        Ended unbroken = train(PLAIN, folder.resolve("unbroken"), Integer.MAX_VALUE, false);
        assertEquals(unbroken.hash, train(PLAIN, folder.resolve("new"), Integer.MAX_VALUE, true).hash);
    }

    @Test
    void brokenCheckpointIsRefusedTheLastGoodOneOfferedAndTaken() throws IOException {
        Ended unbroken = train(PLAIN, folder.resolve("unbroken"), Integer.MAX_VALUE, false);
        Path run = folder.resolve("run");
        train(PLAIN, run, 17, false);
        List<SavedCheckpoint> kept = RunFolder.checkpoints(run);
        assertEquals(
                List.of("checkpoint-4", "checkpoint-8", "checkpoint-10"),
                kept.stream()
                        .map(each -> each.folder().getFileName().toString())
                        .toList());
        Path data = kept.get(2).folder().resolve("variables.data-00000-of-00001");
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes);
        assertRefused(
                () -> train(PLAIN, run, Integer.MAX_VALUE, true),
                data + " is incomplete or corrupt",
                "The last good one is checkpoint-8: resume from it with --resume --from "
                        + kept.get(1).folder());
        Ended resumed = train(new TinyNetwork(4), DATA, PLAIN, run, Integer.MAX_VALUE, Optional.of("checkpoint-8"));
        assertEquals(unbroken.hash, resumed.hash);
        assertTrue(Files.isDirectory(run.resolve("aside-checkpoint-10")), "what was broken is kept");
        assertRefused(
                () -> train(new TinyNetwork(4), DATA, PLAIN, run, 9, Optional.of("checkpoint-9")),
                "checkpoint-9 is not a checkpoint of");
    }

    @Test
    void folderIsForOneRunAtATime() {
        try (RunFolder run = RunFolder.open(folder)) {
            assertEquals(folder, run.path());
            assertRefused(() -> RunFolder.open(folder).close(), folder + " is in use by another run (this process)");
        }
        RunFolder.open(folder).close();
    }

    @Test
    void restsOfAKilledProcessAreCleared() throws IOException {
        Files.createDirectories(folder.resolve(".part-1/inner"));
        Files.createDirectories(folder.resolve("checkpoint-1"));
        RunFolder.open(folder).close();
        assertFalse(Files.exists(folder.resolve(".part-1")));
        assertTrue(Files.exists(folder.resolve("checkpoint-1")));
    }

    @Test
    void policyIsFollowedOnDisk() throws IOException {
        Path run = folder.resolve("run");
        CheckpointPolicy everyStep = new CheckpointPolicy(0, 1, Duration.ZERO, 2, Optional.of("testLoss"));
        try (TrainableNetwork network = open(new TinyNetwork(4), DATA, PLAIN);
                RunFolder place = RunFolder.open(run)) {
            CheckpointListener keeper = new CheckpointListener(network, place, everyStep, DATA, PLAIN, Progress.START);
            List<Map<String, Double>> values = new ArrayList<>();
            new Trainer(network, DATA, PLAIN, keeper, new TrainListener() {
                        @Override
                        public void epochDone(EpochResult result) {
                            values.add(result.values());
                        }
                    })
                    .train();
            int best = 1;
            for (int epoch = 2; epoch <= 3; epoch++) {
                if (values.get(epoch - 1).get("testLoss") < values.get(best - 1).get("testLoss")) {
                    best = epoch;
                }
            }
            List<String> expected = new ArrayList<>(List.of("checkpoint-11", "checkpoint-12"));
            if (best < 3) {
                expected.add(0, "checkpoint-" + 4 * best);
            }
            assertEquals(
                    expected,
                    RunFolder.checkpoints(run).stream()
                            .map(each -> each.folder().getFileName().toString())
                            .toList());
        }
    }

    private static void assertRefused(Executable use, String... says) {
        BadInputException error = assertThrows(BadInputException.class, use);
        for (String words : says) {
            assertTrue(error.getMessage().contains(words), error.getMessage());
        }
    }

    /** How a run ended, and where its last checkpoint is. */
    private record Ended(Outcome outcome, String hash, List<EpochResult> results, Path last) {
        /** TensorFlow's files hold the optimizer's state too, and nothing of when they were written. */
        String state() throws IOException {
            return Sha256.of(last.resolve("variables.data-00000-of-00001"));
        }
    }

    private static Ended train(TrainingOptions options, Path place, int stopAt, boolean resume) throws IOException {
        return train(new TinyNetwork(4), DATA, options, place, stopAt, resume);
    }

    private static Ended train(
            Network model, DataSet data, TrainingOptions options, Path place, int stopAt, boolean resume)
            throws IOException {
        return train(model, data, options, place, stopAt, resume ? Optional.of("") : Optional.empty());
    }

    /** @param from nothing to begin anew, an empty name for the newest checkpoint */
    private static Ended train(
            Network model, DataSet data, TrainingOptions options, Path place, int stopAt, Optional<String> from)
            throws IOException {
        List<EpochResult> results = new ArrayList<>();
        AtomicInteger asked = new AtomicInteger();
        try (TrainableNetwork network = open(model, data, options);
                RunFolder run = RunFolder.open(place)) {
            Progress start = Progress.START;
            if (from.isPresent()) {
                Optional<Path> which = from.filter(name -> !name.isEmpty()).map(Path::of);
                Optional<Resumed> resumed = network.resume(run, which, data, options);
                resumed.ifPresent(found -> run.setAsideAfter(found.checkpoint()));
                start = resumed.map(Resumed::progress).orElse(Progress.START);
            }
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, data, options, start);
            TrainListener collector = new TrainListener() {
                @Override
                public void epochDone(EpochResult result) {
                    results.add(result);
                }
            };
            Outcome outcome = new Trainer(
                            network, data, options, List.of(collector, keeper), () -> asked.incrementAndGet() >= stopAt)
                    .train(start);
            keeper.save(outcome.progress());
            return new Ended(
                    outcome, network.weightsSha256(), results, keeper.newest().orElse(place));
        }
    }

    private static TrainableNetwork open(Network model, DataSet data, TrainingOptions options) {
        return TrainableNetwork.open(model, data.train().shape(), CPU, options);
    }

    /** The same variables, and another operation more. */
    private static final class Renamed extends TinyNetwork {
        Renamed() {
            super(4);
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            return super.logits(net, net.pad("wider", images, 1, 0f));
        }
    }
}
