package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acme.Parts.OwnListener;
import acme.Parts.OwnMeasurement;
import acme.Parts.OwnMetric;
import acme.Parts.OwnOptimizer;
import acme.Parts.OwnSchedule;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.metric.Metric;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Constant;
import dev.stagecraft.runtime.optimize.Optimizer;
import dev.stagecraft.runtime.optimize.Schedule;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.optimize.WarmUp;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;

/** Metrics, schedules, optimizers and listeners that users write, and that give what they must not. */
class UsersPartsTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 64, 0.05, 1);

    @TempDir
    private Path folder;

    private static OwnMetric named(String... names) {
        List<String> left = new ArrayList<>(Arrays.asList(names));
        return new OwnMetric(
                () -> left.size() > 1 ? left.remove(0) : left.get(0), () -> new OwnMeasurement(() -> {}, () -> 1.0));
    }

    private record Throwing<T>() implements Supplier<T>, Runnable {
        @Override
        public T get() {
            throw new IllegalArgumentException("out of\nideas");
        }

        @Override
        public void run() {
            throw new IllegalArgumentException("out of\nideas");
        }
    }

    static Stream<Arguments> wrongNames() {
        return Stream.of(
                Arguments.of(List.of(named("m"), named("m")), "\"m\", which is also the name of another metric"),
                Arguments.of(List.of(named("loss")), "\"loss\", which Stagecraft uses itself"),
                Arguments.of(List.of(named("testAccuracy")), "which Stagecraft uses itself"),
                Arguments.of(List.of(named("epoch")), "which Stagecraft uses itself"),
                Arguments.of(List.of(named("weightsSha256")), "which Stagecraft uses itself"),
                Arguments.of(List.of(named("images_per_second")), "which Stagecraft uses itself"),
                Arguments.of(List.of(named("data_wait_share")), "which Stagecraft uses itself"),
                Arguments.of(List.of(named((String) null)), "returned null"),
                Arguments.of(List.of(named(" ")), "returned \" \""),
                Arguments.of(List.of(named("a\nb")), "returned \"a\\u000ab\""));
    }

    @ParameterizedTest
    @MethodSource("wrongNames")
    void metricsNamesAreRefusedBeforeTheFirstStep(List<Metric> metrics, String says) {
        try (TrainableNetwork network = open(OPTIONS)) {
            for (Runnable start : List.<Runnable>of(
                    () -> new Trainer(network, DATA, OPTIONS, metrics, List.of(), () -> false).train(),
                    () -> network.evaluate(DATA.test(), 70, metrics))) {
                BadInputException error = assertThrows(BadInputException.class, start::run);
                assertTrue(
                        error.getMessage().startsWith("acme.Parts$OwnMetric.name() returned ")
                                && error.getMessage().contains(says)
                                && error.getMessage().contains("; it must return "),
                        error.getMessage());
            }
        }
    }

    @Test
    void nameIsAskedForOnce() {
        List<EpochResult> results = new ArrayList<>();
        try (TrainableNetwork network = open(OPTIONS)) {
            new Trainer(network, DATA, OPTIONS, List.of(named("first", "loss")), List.of(keeping(results)), () -> false)
                    .train();
        }
        results.forEach(result ->
                assertEquals(List.of("first"), List.copyOf(result.metrics().keySet())));
    }

    static Stream<Arguments> wrongMetrics() {
        return Stream.of(
                metric(() -> null, "acme.Parts$OwnMetric.begin() returned null"),
                metric(new Throwing<>(), "acme.Parts$OwnMetric.begin() threw"),
                measured(new Throwing<>(), () -> 1.0, "acme.Parts$OwnMeasurement.add(float[][], int[]) threw"),
                measured(() -> {}, new Throwing<>(), "acme.Parts$OwnMeasurement.value() threw"),
                measured(
                        () -> {},
                        () -> Double.NaN,
                        "acme.Parts$OwnMeasurement.value() returned NaN; it must return a finite"),
                measured(
                        () -> {},
                        () -> Double.POSITIVE_INFINITY,
                        "acme.Parts$OwnMeasurement.value() returned Infinity"));
    }

    private static Arguments metric(Supplier<Metric.Measurement> begun, String says) {
        return Arguments.of(new OwnMetric(() -> "own", begun), says);
    }

    private static Arguments measured(Runnable added, Supplier<Double> found, String says) {
        return metric(() -> new OwnMeasurement(added, found), says);
    }

    @ParameterizedTest
    @MethodSource("wrongMetrics")
    void metricThatFailsEndsTheRunWhenItIsSaved(Metric metric, String says) {
        assertFails(
                says,
                List.of("checkpoint-4-unevaluated"),
                (network, keeper) ->
                        new Trainer(network, DATA, OPTIONS, List.of(metric), List.of(keeper), () -> false).train());
    }

    static Stream<Arguments> wrongRates() {
        return Stream.of(
                Arguments.of(
                        rated(moment -> Double.NaN), "returned NaN; it must return at least 0 and finite as float32"),
                Arguments.of(rated(moment -> -0.1), "returned -0.1"),
                Arguments.of(rated(moment -> 1e300), "returned 1.0E300"),
                Arguments.of(
                        rated(moment -> new Throwing<Double>().get()),
                        "threw java.lang.IllegalArgumentException: out of\\u000aideas"));
    }

    /** Right until its third step. */
    private static ToDoubleFunction<Progress> rated(ToDoubleFunction<Progress> later) {
        return moment -> moment.step() < 2 ? 0.05 : later.applyAsDouble(moment);
    }

    @ParameterizedTest
    @MethodSource("wrongRates")
    void scheduleThatFailsEndsTheRunWhenItIsSaved(ToDoubleFunction<Progress> rated, String says) {
        Schedule own = new OwnSchedule(rated, () -> "own");
        for (Schedule schedule : List.of(own, new WarmUp(0, own))) {
            TrainingOptions options = OPTIONS.withSchedule(schedule);
            DurableFiles.deleteTree(folder.resolve("checkpoint-2"));
            assertFails(
                    options,
                    "acme.Parts$OwnSchedule.rate(double, Progress, RunLength) " + says,
                    List.of("checkpoint-2"),
                    (network, keeper) -> new Trainer(network, DATA, options, keeper).train());
        }
    }

    /** A table of rates ends with the run. */
    @Test
    void scheduleIsNotBelievedBeyondTheEnd() {
        TrainingOptions options = OPTIONS.withSchedule(new OwnSchedule(
                moment -> {
                    if (moment.step() >= 8) {
                        throw new IllegalArgumentException("there are 8 steps");
                    }
                    return 0.05;
                },
                () -> "own"));
        try (TrainableNetwork network = open(options);
                RunFolder place = RunFolder.open(folder)) {
            CheckpointListener keeper =
                    new CheckpointListener(network, place, CheckpointPolicy.DEFAULT, DATA, options, Progress.START);
            assertEquals(8, new Trainer(network, DATA, options, keeper).train().steps());
            assertEquals(
                    "checkpoint-8", keeper.newest().orElseThrow().getFileName().toString());
        }
    }

    static Stream<Arguments> wrongTexts() {
        return Stream.of(
                Arguments.of((Supplier<String>) () -> null, "returned null"),
                Arguments.of((Supplier<String>) () -> "", "returned \"\""),
                Arguments.of((Supplier<String>) () -> "\u001b]0;mine\u0007", "returned \"\\u001b]0;mine\\u0007\""),
                Arguments.of(new Throwing<String>(), "threw"));
    }

    @ParameterizedTest
    @MethodSource("wrongTexts")
    void descriptionsAreCheckedWhereTheyAreAskedFor(Supplier<String> described, String says) {
        Schedule schedule = new OwnSchedule(moment -> 0.1, described);
        Optimizer optimizer = OwnOptimizer.described(described);
        for (TrainingOptions options : List.of(
                OPTIONS.withSchedule(schedule),
                OPTIONS.withSchedule(new WarmUp(1, schedule)),
                OPTIONS.withOptimizer(optimizer, 0.1))) {
            RunImages images = RunImages.of(DATA, null);
            RuntimeException error =
                    assertThrows(RuntimeException.class, () -> RunSettings.of(DATA, images, options, CPU));
            assertTrue(isOurs(error), error.toString());
            assertTrue(
                    error.getMessage().matches("(?s)acme\\.Parts\\$Own\\w+\\.describe\\(\\) .*"), error.getMessage());
            assertTrue(error.getMessage().contains(says), error.getMessage());
        }
    }

    static Stream<Arguments> wrongUpdates() {
        return Stream.of(
                Arguments.of(update(list -> null), "returned null"),
                Arguments.of(update(list -> List.of()), "returned no operation"),
                Arguments.of(update(list -> Collections.singletonList(null)), "returned null as an operation"),
                Arguments.of(
                        update(list -> new Throwing<List<Op>>().get()), "threw java.lang.IllegalArgumentException"),
                Arguments.of(
                        update(list -> List.of(Ops.create(new Graph()).noOp())),
                        "returned NoOp, which belongs to another graph"));
    }

    private static Function<List<Op>, List<Op>> update(Function<List<Op>, List<Op>> change) {
        return change;
    }

    @ParameterizedTest
    @MethodSource("wrongUpdates")
    void optimizerThatUpdatesNothingIsRefused(Function<List<Op>, List<Op>> change, String says) {
        Optimizer own = new OwnOptimizer(update -> change.apply(Sgd.PLAIN.update(update)), () -> "own");
        RuntimeException error = assertThrows(
                RuntimeException.class,
                () -> open(OPTIONS.withOptimizer(own, 0.1)).close());
        assertTrue(isOurs(error), error.toString());
        assertTrue(error.getMessage().startsWith("acme.Parts$OwnOptimizer.update(Update) " + says), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"runStarted", "epochStarted", "stepDone", "evaluating", "evaluated", "epochDone"})
    void listenerThatThrowsEndsTheRunWhenItIsSaved(String at) {
        List<String> saved = switch (at) {
            case "runStarted" -> List.of();
            case "stepDone" -> List.of("checkpoint-6");
            case "evaluating", "evaluated" -> List.of("checkpoint-4-unevaluated");
            default -> List.of("checkpoint-4");
        };
        assertFails(
                "acme.Parts$OwnListener." + at + " threw java.lang.IllegalStateException: no\\u001b[2J such luck",
                saved,
                (network, keeper) -> new Trainer(network, DATA, OPTIONS, new OwnListener(at), keeper).train());
    }

    @Test
    void everyListenerIsToldBeforeTheFirstFailureEndsTheRun() {
        List<String> told = new ArrayList<>();
        TrainListener last = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                told.add("step " + step.progress().step());
            }

            @Override
            public void stopped(Progress progress) {
                told.add("stopped " + progress.step());
                throw new IllegalStateException("last");
            }
        };
        try (TrainableNetwork network = open(OPTIONS)) {
            RunFailedException error = assertThrows(
                    RunFailedException.class,
                    () -> new Trainer(network, DATA, OPTIONS, new OwnListener("stepDone"), last).train());
            assertTrue(error.getMessage().contains("OwnListener"), error.getMessage());
            assertEquals("last", error.getSuppressed()[0].getMessage());
        }
        assertEquals(List.of("step 6", "stopped 6"), told.subList(5, 7));
    }

    /** The checks stand in every step of every run. */
    @Test
    void checksCostLessThanAHundredthOfAStep() {
        TrainingOptions options = OPTIONS.withSchedule(new OwnSchedule(moment -> 0.05, () -> "own"));
        Listeners listeners = new Listeners(
                List.of(new OwnListener("nowhere"), new OwnListener("nowhere"), new OwnListener("nowhere")));
        StepResult step = new StepResult(new Progress(1, 0, 1, 1, 1, 64, 1), 64, 1, 1, 0.05);
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                options.rate(Progress.atStep(i, 4), 4);
                listeners.stepDone(step);
            }
            best = Math.min(best, (System.nanoTime() - start) / 1e4);
        }
        // The smallest step of any network here takes 2 ms.
        assertTrue(best < 20_000, "checks of a step take " + best + " ns");
    }

    private interface Run {
        void with(TrainableNetwork network, CheckpointListener keeper);
    }

    private void assertFails(String says, List<String> saved, Run run) {
        assertFails(OPTIONS, says, saved, run);
    }

    private void assertFails(TrainingOptions options, String says, List<String> saved, Run run) {
        CheckpointPolicy end = new CheckpointPolicy(0, 0, Duration.ZERO, 3, Optional.empty());
        try (TrainableNetwork network = open(options);
                RunFolder place = RunFolder.open(folder)) {
            CheckpointListener keeper = new CheckpointListener(network, place, end, DATA, options, Progress.START);
            RuntimeException error = assertThrows(RuntimeException.class, () -> run.with(network, keeper));
            assertTrue(isOurs(error), error.toString());
            assertTrue(error.getMessage().startsWith(says), error.getMessage());
            assertFalse(error.getMessage().contains("\n"), error.getMessage());
        }
        assertEquals(
                saved,
                RunFolder.checkpoints(folder).stream()
                        .map(SavedCheckpoint::folder)
                        .map(path -> path.getFileName().toString())
                        .toList());
    }

    private static boolean isOurs(RuntimeException error) {
        return error instanceof BadInputException || error instanceof RunFailedException;
    }

    private static TrainListener keeping(List<EpochResult> results) {
        return new TrainListener() {
            @Override
            public void epochDone(EpochResult result) {
                results.add(result);
            }
        };
    }

    private static TrainableNetwork open(TrainingOptions options) {
        return TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, options);
    }

    @Test
    void ownPartsThatAreRightAreWelcome() {
        TrainingOptions options = OPTIONS.withSchedule(new WarmUp(1, new Constant()))
                .withOptimizer(OwnOptimizer.described(() -> "mine"), 0.05);
        try (TrainableNetwork network = open(options)) {
            assertEquals(
                    2,
                    new Trainer(network, DATA, options, new OwnListener("nowhere"))
                            .train()
                            .epochs());
        }
    }
}
