package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.network.Initializer;
import dev.stagecraft.runtime.network.NetworkBuilder;
import dev.stagecraft.runtime.optimize.Sgd;
import dev.stagecraft.runtime.step.StagedNetwork;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** The head alone is trained, on features that are computed once. */
class LinearProbeTest {
    private static final DataSet DATA = Shapes.draw(1, 150, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions PROBE = new TrainingOptions(3, 32, 0.2, 1)
            .withOptimizer(new Sgd(0.9, false, 1e-3))
            .withLinearProbe(true);

    @TempDir
    private Path folder;

    /** Collects what a run says. */
    private static final class Heard implements TrainListener {
        private final List<EpochResult> epochs = new ArrayList<>();
        private final List<String> notices = new ArrayList<>();

        @Override
        public void epochDone(EpochResult result) {
            epochs.add(result);
        }

        @Override
        public boolean notice(String text) {
            return notices.add(text);
        }
    }

    @Test
    void isTheTrainingOfANetworkThatIsFrozenBeforeItsHead() {
        Heard probe = new Heard();
        train(PROBE, probe);
        Heard frozen = new Heard();
        train(PROBE.withLinearProbe(false).withFreezeStages(2), frozen);
        assertEquals(3, probe.epochs.size());
        for (int i = 0; i < 3; i++) {
            assertEquals(frozen.epochs.get(i).loss(), probe.epochs.get(i).loss(), 1e-5);
            assertEquals(frozen.epochs.get(i).testLoss(), probe.epochs.get(i).testLoss(), 1e-5);
            assertEquals(
                    frozen.epochs.get(i).testAccuracy(), probe.epochs.get(i).testAccuracy(), 1e-9);
        }
        assertNotEquals(probe.epochs.get(0).weightsSha256(), probe.epochs.get(2).weightsSha256());
    }

    @Test
    void saysHowManyBytesTheFeaturesTake() {
        Heard heard = new Heard();
        train(PROBE.withEpochs(1), heard);
        assertEquals(List.of("linear probe: the features of 220 images, 4 each, take 3,520 bytes"), heard.notices);
    }

    @Test
    void isResumedToTheLastBit() {
        Heard whole = new Heard();
        train(PROBE, whole);
        try (TrainableNetwork network = open(PROBE)) {
            Progress one =
                    new Trainer(network, DATA, PROBE.withEpochs(1)).train().progress();
            network.save(folder, DATA, PROBE, one);
        }
        Heard rest = new Heard();
        try (TrainableNetwork network = open(PROBE);
                RunFolder run = RunFolder.open(folder)) {
            Progress from = network.resume(run, Optional.empty(), DATA, PROBE)
                    .orElseThrow()
                    .progress();
            new Trainer(network, DATA, PROBE, rest).train(from);
        }
        assertEquals(whole.epochs.get(2).weightsSha256(), rest.epochs.get(1).weightsSha256());
    }

    @Test
    void isResumedWithTheSameSettingsOnly() {
        try (TrainableNetwork network = open(PROBE)) {
            network.save(folder, DATA, PROBE, Progress.START);
        }
        TrainingOptions other = PROBE.withLinearProbe(false);
        try (TrainableNetwork network = open(other);
                RunFolder run = RunFolder.open(folder)) {
            BadInputException thrown =
                    assertThrows(BadInputException.class, () -> network.resume(run, Optional.empty(), DATA, other));
            assertTrue(thrown.getMessage().contains("linear probe"), thrown.getMessage());
        }
    }

    @Test
    void refusesAugmentation() {
        TrainingOptions flipped = PROBE.withAugmentation(new HorizontalFlip());
        BadInputException thrown = assertThrows(BadInputException.class, () -> train(flipped, new Heard()));
        assertEquals(
                "the linear probe computes the features of each image once, so images cannot be augmented or mixed;"
                        + " train without augmentation, as with --no-augmentation, or freeze all stages with"
                        + " --freeze-stages instead",
                thrown.getMessage());
    }

    /** A run begins for its listeners when the features are there. */
    @Test
    void stopsWhileFeaturesAreComputed() {
        TrainListener untold = new TrainListener() {
            @Override
            public void stopped(Progress progress) {
                throw new AssertionError("was stopped before it was started");
            }
        };
        try (TrainableNetwork network = open(PROBE)) {
            Outcome outcome = new Trainer(network, DATA, PROBE, List.of(untold), () -> true).train();
            assertTrue(outcome.interrupted());
            assertEquals(Progress.START, outcome.progress());
        }
    }

    @Test
    void imagesThatVanishBeforeTheirFeaturesAreComputedAreNamed() {
        LabeledImages gone = new LabeledImages() {
            @Override
            public int size() {
                return DATA.train().size();
            }

            @Override
            public ImageShape shape() {
                return DATA.train().shape();
            }

            @Override
            public int classes() {
                return DATA.train().classes();
            }

            @Override
            public void read(int index, ByteBuffer target) {
                throw new UncheckedIOException(new NoSuchFileException("/gone"));
            }

            @Override
            public int label(int index) {
                return DATA.train().label(index);
            }
        };
        DataSet vanished = new DataSet("gone", gone, gone);
        try (TrainableNetwork network = open(PROBE)) {
            RunFailedException thrown =
                    assertThrows(RunFailedException.class, () -> new Trainer(network, vanished, PROBE).train());
            assertTrue(thrown.getMessage().startsWith("the images of gone can no longer be read"), thrown.getMessage());
        }
    }

    /** A network that is written by hand and names its pool otherwise. */
    @Test
    void networkWithoutAPoolOfThatNameIsRefused() {
        TinyNetwork other = new TinyNetwork(4) {
            @Override
            public Operand<TFloat32> logits(NetworkBuilder net, Operand<TFloat32> images) {
                NetworkBuilder head = net.at("head");
                Operand<TFloat32> pooled = head.tf()
                        .withName("mean")
                        .math
                        .mean(features(net, images), head.tf().array(1, 2));
                Operand<TFloat32> kernel = head.variable("dense/kernel", Initializer.zeros(), 4, classes());
                return head.tf().linalg.matMul(pooled, kernel);
            }
        };
        try (TrainableNetwork network =
                TrainableNetwork.open(other, DATA.train().shape(), CPU, PROBE)) {
            BadInputException thrown =
                    assertThrows(BadInputException.class, () -> new Trainer(network, DATA, PROBE).train());
            assertEquals(
                    "test.Tiny has no operation head/pool that gives the pooled features of an image, so a linear probe"
                            + " is not possible; freeze stages instead",
                    thrown.getMessage());
        }
    }

    private static void train(TrainingOptions options, TrainListener listener) {
        try (TrainableNetwork network = open(options)) {
            new Trainer(network, DATA, options, listener).train();
        }
    }

    private static TrainableNetwork open(TrainingOptions options) {
        return TrainableNetwork.open(new StagedNetwork(), DATA.train().shape(), CPU, options);
    }
}
