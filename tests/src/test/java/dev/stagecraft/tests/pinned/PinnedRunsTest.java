package dev.stagecraft.tests.pinned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.train.Outcome;
import dev.stagecraft.runtime.train.StepResult;
import dev.stagecraft.runtime.train.TrainListener;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that an earlier version wrote load, evaluate and go on to the same numbers ever after. */
class PinnedRunsTest {
    private static final List<String> RUNS = List.of("sgd", "momentum", "nesterov", "adam", "adamw");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "momentum", "nesterov", "adam", "adamw"})
    void goesOnToTheSameNumbers(String name) throws IOException {
        copy(PinnedRuns.FOLDER.resolve(name), folder);
        TrainingOptions options = PinnedRuns.options(name);
        PinnedRuns.Expected expected = PinnedRuns.expected().get(name);
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = PinnedRuns.open(options)) {
            Resumed resumed = network.resume(run, Optional.empty(), FormulaImages.DATA, options)
                    .orElseThrow();
            assertEquals(PinnedRuns.SAVED_AFTER, resumed.progress().step());
            PinnedRuns.Expected found = PinnedRuns.goOn(network, options, resumed.progress());
            if (found.arithmetic().equals(expected.arithmetic())) {
                assertEquals(expected, found);
            } else {
                System.out.println("NOTICE: this machine rounds otherwise than the one that the pinned runs were made"
                        + " on; they are held to the first four digits and not to the last bit.");
                assertEquals(expected.firstLoss(), found.firstLoss(), 1e-4 * expected.firstLoss());
                assertEquals(expected.secondLoss(), found.secondLoss(), 1e-4 * expected.secondLoss());
                assertEquals(expected.evaluationLoss(), found.evaluationLoss(), 1e-4 * expected.evaluationLoss());
                assertEquals(expected.evaluationAccuracy(), found.evaluationAccuracy(), 0.026);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sgd", "adamw"})
    void evaluatesToTheSameNumbers(String name) throws IOException {
        PinnedRuns.Expected expected = PinnedRuns.expected().get(name);
        copy(PinnedRuns.FOLDER.resolve(name), folder);
        try (TrainableNetwork network = PinnedRuns.open(new TrainingOptions(1, 16, 0.05, 1))) {
            network.restore(folder);
            double loss = network.evaluate(FormulaImages.DATA.test(), 16).loss();
            assertEquals(expected.evaluationLoss(), loss, 1e-4 * expected.evaluationLoss());
        }
    }

    /**
     * Writes the pinned checkpoints of runs that are new; those that are there stay, as they are what an earlier version
     * wrote. To be run with {@code -Dtest=PinnedRunsTest -Dstagecraft.pin=true}.
     */
    @Test
    @EnabledIfSystemProperty(named = "stagecraft.pin", matches = "true")
    void pinsNewRuns() throws IOException {
        Map<String, PinnedRuns.Expected> expected = new TreeMap<>();
        if (Files.exists(PinnedRuns.EXPECTED)) {
            expected.putAll(PinnedRuns.expected());
        }
        for (String name : RUNS) {
            if (!expected.containsKey(name)) {
                expected.put(name, pin(name));
            }
        }
        PinnedRuns.write(expected);
    }

    private static PinnedRuns.Expected pin(String name) throws IOException {
        TrainingOptions options = PinnedRuns.options(name);
        Path target = PinnedRuns.FOLDER.resolve(name);
        assertFalse(Files.exists(target), target + " is there already");
        try (TrainableNetwork network = PinnedRuns.open(options)) {
            AtomicLong steps = new AtomicLong();
            TrainListener counter = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    steps.incrementAndGet();
                }
            };
            Outcome stopped = new Trainer(
                            network,
                            FormulaImages.DATA,
                            options,
                            List.of(counter),
                            () -> steps.get() == PinnedRuns.SAVED_AFTER)
                    .train();
            assertTrue(stopped.interrupted());
            Progress at = stopped.progress();
            network.save(target, FormulaImages.DATA, options, at);
            return PinnedRuns.goOn(network, options, at);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                }
            }
        }
    }
}
