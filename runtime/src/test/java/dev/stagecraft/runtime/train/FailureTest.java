package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** What goes wrong while a run is under way: a sentence, and a state on the disk that goes on. */
class FailureTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 64, 0.05, 1);

    @TempDir
    private Path folder;

    @Test
    void imagesThatVanishEndTheRunWithAllThatWasLearnt() {
        String unbroken;
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS)) {
            new Trainer(network, DATA, OPTIONS).train();
            unbroken = network.weightsSha256();
        }
        AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);
        LabeledImages train = vanishing(DATA.train(), left);
        DataSet vanishing = new DataSet(DATA.name(), train, DATA.test());
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS);
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, vanishing, OPTIONS, Progress.START);
            // The second epoch's third batch is where it ends.
            left.set(200 + 150);
            RunFailedException error = assertThrows(
                    RunFailedException.class, () -> new Trainer(network, vanishing, OPTIONS, keeper).train());
            assertTrue(
                    error.getMessage().contains("training images of " + DATA.name())
                            && error.getMessage().contains("in epoch 2 after step 6")
                            && error.getMessage().contains("/gone"),
                    error.getMessage());
        }
        assertEquals(
                List.of(4L, 6L),
                RunFolder.checkpoints(folder).stream()
                        .map(SavedCheckpoint::step)
                        .toList());
        left.set(Integer.MAX_VALUE);
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS);
                RunFolder run = RunFolder.open(folder)) {
            Progress from = network.resume(run, Optional.empty(), vanishing, OPTIONS)
                    .map(Resumed::progress)
                    .orElseThrow();
            new Trainer(network, vanishing, OPTIONS).train(from);
            assertEquals(unbroken, network.weightsSha256());
        }
    }

    /** Somebody tidies up while the run is under way. */
    @Test
    void checkpointsThatAreGoneAlreadyEndNoRun() {
        CheckpointPolicy everyStep = new CheckpointPolicy(0, 1, Duration.ZERO, 1, Optional.empty());
        List<String> notices = new ArrayList<>();
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS);
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper =
                    new CheckpointListener(network, run, everyStep, DATA, OPTIONS, Progress.START, notices::add);
            TrainListener tidier = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    RunFolder.checkpoints(folder).forEach(kept -> DurableFiles.deleteTree(kept.folder()));
                }
            };
            assertEquals(
                    2,
                    new Trainer(network, DATA, OPTIONS, keeper, tidier).train().epochs());
        }
        assertTrue(notices.size() <= 1, notices.toString());
        assertEquals(
                List.of(8L),
                RunFolder.checkpoints(folder).stream()
                        .map(SavedCheckpoint::step)
                        .toList());
    }

    /** The folder that an old checkpoint would lose its name in is taken away from it. */
    @Test
    void checkpointsThatCannotBeRemovedAreOneNoticeAndTheRunGoesOn() {
        CheckpointPolicy everyStep = new CheckpointPolicy(0, 1, Duration.ZERO, 1, Optional.empty());
        List<String> notices = new ArrayList<>();
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS);
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper = new CheckpointListener(
                    network, run, everyStep, DATA, OPTIONS, Progress.START, notices::add, kept -> {
                        throw new RunFailedException(kept.folder() + " cannot be removed (permission denied)");
                    });
            assertEquals(2, new Trainer(network, DATA, OPTIONS, keeper).train().epochs());
        }
        assertEquals(1, notices.size(), notices.toString());
        assertTrue(
                notices.get(0).contains("checkpoint-1 cannot be removed")
                        && notices.get(0).contains("the run continues"),
                notices.get(0));
    }

    @Test
    void badStepIsPassedOverWhereAskedAndEndsTheRunElse() {
        DataSet black = new DataSet("some black", OtherImages.black(DATA.train(), i -> i >= 192), DATA.test());
        List<StepResult> steps = new ArrayList<>();
        TrainListener keeper = new TrainListener() {
            @Override
            public void stepDone(StepResult step) {
                steps.add(step);
            }
        };
        TrainingOptions single = new TrainingOptions(1, 1, 1e-3, 1);
        try (TrainableNetwork network = open(new Normalizing(), single)) {
            RunFailedException error =
                    assertThrows(RunFailedException.class, () -> new Trainer(network, black, single, keeper).train());
            assertTrue(
                    error.getMessage().contains("the loss is NaN in epoch 1, step " + (steps.size() + 1))
                            && error.getMessage().contains("smaller learning rate than 0.001"),
                    error.getMessage());
        }
        steps.clear();
        TrainingOptions skipping = single.withSkipBadSteps(true);
        try (TrainableNetwork network = open(new Normalizing(), skipping)) {
            Outcome outcome = new Trainer(network, black, skipping, keeper).train();
            assertEquals(200, outcome.steps());
            assertEquals(8, steps.stream().filter(StepResult::skipped).count());
            assertEquals(192, steps.get(199).progress().images(), "the epoch's loss is over what was learnt from");
        }
    }

    @Test
    void badStepsWithoutEndEndTheRun() {
        DataSet black = new DataSet("all black", OtherImages.black(DATA.train(), i -> true), DATA.test());
        TrainingOptions skipping = new TrainingOptions(1, 1, 1e-3, 1).withSkipBadSteps(true);
        try (TrainableNetwork network = open(new Normalizing(), skipping)) {
            RunFailedException error =
                    assertThrows(RunFailedException.class, () -> new Trainer(network, black, skipping).train());
            assertTrue(error.getMessage().contains("the last 25 steps, up to step 25"), error.getMessage());
        }
    }

    @Test
    void weightsThatAreNoNumbersAreNotSaved() {
        try (TrainableNetwork network = open(new TinyNetwork(4), OPTIONS)) {
            Batch batch = new Batches(DATA.train(), EpochOrder.inSequence(64), 64)
                    .iterator()
                    .next();
            for (int i = 0; i < 4; i++) {
                network.step(batch, 3e38f);
            }
            RunFailedException error = assertThrows(
                    RunFailedException.class,
                    () -> network.save(folder, DATA, OPTIONS, new Progress(4, 1, 0, 0, 0, 0, 0)));
            assertTrue(
                    error.getMessage().contains("training has diverged, and they are not saved"), error.getMessage());
            assertEquals(List.of(), RunFolder.checkpoints(folder));
        }
    }

    /** No machine has the address space that this batch takes, so that the allocation fails at once everywhere. */
    @Test
    void memoryThatRunsOutIsExplainedByThePlan() {
        int batch = 400_000;
        try (TrainableNetwork network = TrainableNetwork.open(
                new Large(), new ImageShape(1, 1, 1), CPU, new TrainingOptions(1, batch, 0.1, 1))) {
            Batch images = new Batch(batch, new byte[batch], new int[batch]);
            RunFailedException error = assertThrows(RunFailedException.class, () -> network.step(images, 0.1f));
            String text = error.getMessage();
            assertTrue(text.contains("memory ran out in a step of 400000 images: the plan expects"), text);
            assertTrue(
                    text.matches("(?s).* MiB an image .*would fit: try --batch-size \\d+|.*not even one image.*"),
                    text);
        }
    }

    @Test
    void planKnowsWhatFits() {
        MemoryPlan plan = new MemoryPlan(100 << 20, 6 << 20);
        assertEquals(868L << 20, plan.bytes(128));
        assertEquals(50, plan.largestBatch(400 << 20));
        assertEquals(0, plan.largestBatch(50 << 20));
        assertTrue(plan.advice(128, OptionalLong.of(400 << 20))
                .endsWith("400 MiB are free, into which a batch of 50 would fit: try --batch-size 50"));
        assertTrue(plan.advice(128, OptionalLong.of(8L << 30)).endsWith("try --batch-size 127"));
        assertTrue(plan.advice(128, OptionalLong.of(50 << 20)).contains("not even one image fits"));
        assertTrue(plan.advice(128, OptionalLong.empty()).endsWith("try a smaller batch, as with --batch-size 64"));
    }

    @Test
    void batchThatNoArrayHoldsOnceItIsResizedIsRefused() {
        int batch = 400_000;
        TinyNetwork large = new TinyNetwork(4) {
            @Override
            public ImageShape input() {
                return new ImageShape(100, 100, 1);
            }
        };
        try (TrainableNetwork network =
                TrainableNetwork.open(large, new ImageShape(1, 1, 1), CPU, new TrainingOptions(1, batch, 0.1, 1))) {
            Batch images = new Batch(batch, new byte[batch], new int[batch]);
            BadInputException error = assertThrows(BadInputException.class, () -> network.step(images, 0.1f));
            assertEquals(
                    "400000 images resized to 100×100×1 have 4000000000 values, but at most 2147483639 fit into a Java"
                            + " array; give at most 214748 images at a time",
                    error.getMessage());
        }
    }

    @Test
    void batchThatJavaCannotHoldIsRefusedBeforeTraining() {
        ImageShape shape = new ImageShape(16_384, 16_384, 1);
        LabeledImages huge = new Blank(1000, shape);
        TrainingOptions options = new TrainingOptions(1, 1000, 0.1, 1);
        TinyNetwork forHuge = new TinyNetwork(4) {
            @Override
            public ImageShape input() {
                return shape;
            }
        };
        try (TrainableNetwork network = TrainableNetwork.open(forHuge, shape, CPU, options)) {
            Trainer trainer = new Trainer(network, new DataSet("huge", huge, huge), options);
            BadInputException error = assertThrows(BadInputException.class, trainer::train);
            assertTrue(error.getMessage().contains("a batch of 1000 images of 16384×16384×1 takes 256000 MiB"));
            assertTrue(error.getMessage().contains("JAVA_TOOL_OPTIONS=-Xmx"), error.getMessage());
            assertFalse(error.getMessage().contains("try a batch of 0 "), error.getMessage());
        }
    }

    private static TrainableNetwork open(Network network, TrainingOptions options) {
        return TrainableNetwork.open(network, DATA.train().shape(), CPU, options);
    }

    /** Images on a disk that is taken away: after so many more reads there are none. */
    private static LabeledImages vanishing(LabeledImages images, AtomicInteger left) {
        return new OtherImages(images, (index, target) -> {
            if (left.getAndDecrement() <= 0) {
                throw new UncheckedIOException(new NoSuchFileException("/gone"));
            }
            images.read(index, target);
        });
    }

    private record Blank(int size, ImageShape shape) implements LabeledImages {
        @Override
        public int classes() {
            return 10;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            target.put(new byte[shape.values()]);
        }

        @Override
        public int label(int index) {
            return 0;
        }
    }

    /** Divides a batch by its mean: a black one gives no numbers. */
    private static final class Normalizing extends TinyNetwork {
        Normalizing() {
            super(4);
        }

        @Override
        public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
            Ops tf = net.at("normal").tf();
            Operand<TFloat32> mean =
                    tf.withName("mean").math.mean(images, tf.withName("axes").array(0, 1, 2, 3));
            return super.logits(net, tf.withName("divided").math.div(images, mean));
        }
    }

    private static final class Large extends TinyNetwork {
        Large() {
            super(1);
        }

        @Override
        public ImageShape input() {
            return new ImageShape(1, 1, 1);
        }

        /** The images are padded in the graph, since Java could not even feed such a batch in this size. */
        @Override
        public Operand<TFloat32> features(NetworkBuilder net, Operand<TFloat32> images) {
            return super.features(net, net.pad("grown", images, 5_000, 0f));
        }

        @Override
        public InputStream layerTable() {
            return new ByteArrayInputStream(
                    "{\"trainingBytes\": {\"fixed\": 0, \"perImage\": 300000000}}".getBytes(StandardCharsets.UTF_8));
        }
    }
}
