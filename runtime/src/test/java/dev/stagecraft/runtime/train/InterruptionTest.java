package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thread that trains and is interrupted, as executors do to end their work. */
class InterruptionTest {
    private static final DataSet DATA = Shapes.draw(1, 256, 64);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 64, 0.05, 1);
    private static final CheckpointPolicy END = new CheckpointPolicy(0, 0, Duration.ZERO, 3, Optional.empty());

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "epochStarted, 0, ''",
        "stepDone, 2, checkpoint-2",
        "evaluating, 4, checkpoint-4-unevaluated",
        "metric, 4, checkpoint-4",
        "epochDone, 4, checkpoint-4"
    })
    void trainingEndsAfterItsStepSavesAndKeepsTheFlag(String when, long step, String saved) {
        String unbroken;
        try (TrainableNetwork network = open()) {
            new Trainer(network, DATA, OPTIONS).train();
            unbroken = network.weightsSha256();
        }
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper = new CheckpointListener(network, run, END, DATA, OPTIONS, Progress.START);
            List<Boolean> flags = new ArrayList<>();
            Interrupter interrupter = new Interrupter(when, flags);
            Outcome outcome = new Trainer(
                            network, DATA, OPTIONS, List.of(interrupter), List.of(interrupter, keeper), () -> false)
                    .train();
            assertTrue(Thread.interrupted(), "the flag stays");
            assertTrue(outcome.interrupted());
            assertEquals(step, outcome.steps());
            assertEquals(List.of(false), flags, "nothing that is written is closed by the flag");
        }
        assertEquals(
                saved.isEmpty() ? List.of() : List.of(saved),
                RunFolder.checkpoints(folder).stream()
                        .map(SavedCheckpoint::folder)
                        .map(path -> path.getFileName().toString())
                        .toList());
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            Progress from = network.resume(run, Optional.empty(), DATA, OPTIONS)
                    .map(Resumed::progress)
                    .orElse(Progress.START);
            assertFalse(new Trainer(network, DATA, OPTIONS).train(from).interrupted());
            assertEquals(unbroken, network.weightsSha256());
        }
    }

    @Test
    void interruptedBeforeItsFirstStepItDoesNone() {
        try (TrainableNetwork network = open()) {
            Thread.currentThread().interrupt();
            Outcome outcome = new Trainer(network, DATA, OPTIONS).train();
            assertTrue(Thread.interrupted());
            assertEquals(new Outcome(Progress.START, true), outcome);
        }
    }

    @Test
    void cancelledFutureAndShutDownExecutorHaveSaved() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        AtomicReference<Outcome> outcome = new AtomicReference<>();
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            TrainingOptions endless = OPTIONS.withEpochs(1_000_000);
            CheckpointListener keeper = new CheckpointListener(network, run, END, DATA, endless, Progress.START);
            CountDownLatch steps = new CountDownLatch(3);
            TrainListener counter = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    steps.countDown();
                }
            };
            executor.execute(() -> outcome.set(new Trainer(network, DATA, endless, counter, keeper).train()));
            assertTrue(steps.await(20, TimeUnit.SECONDS));
            executor.shutdownNow();
            assertTrue(executor.awaitTermination(20, TimeUnit.SECONDS));
        }
        assertTrue(outcome.get().interrupted());
        assertEquals(
                List.of(outcome.get().steps()),
                RunFolder.checkpoints(folder).stream()
                        .map(SavedCheckpoint::step)
                        .toList());
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, OPTIONS);
    }

    /** Interrupts its own thread, once, and sees whether the flag is set when training stops. */
    private record Interrupter(String when, List<Boolean> flags) implements TrainListener, Metric, Metric.Measurement {
        private void at(String now) {
            if (when.equals(now)) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void epochStarted(int epoch, int images, long seen) {
            at("epochStarted");
        }

        @Override
        public void stepDone(StepResult step) {
            at(step.progress().step() == 2 ? "stepDone" : "");
        }

        @Override
        public void evaluating() {
            at("evaluating");
        }

        @Override
        public void epochDone(EpochResult result) {
            at("epochDone");
        }

        @Override
        public void stopped(Progress progress) {
            flags.add(Thread.currentThread().isInterrupted());
        }

        @Override
        public String name() {
            return "interrupting";
        }

        @Override
        public Metric.Measurement begin() {
            return this;
        }

        @Override
        public void add(float[][] logits, int[] labels) {
            at("metric");
        }

        @Override
        public double value() {
            return 0;
        }
    }
}
