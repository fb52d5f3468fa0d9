package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Draw;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.MixedPairs;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Pictures;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.data.SizedPictures;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a source to a step: pictures of several sizes, augmentations, and runs that are resumed with them. */
class FeedTest {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 16, 0.05, 1);
    private static final DataSet DATA = Shapes.draw(1, 100, 40);
    private static final Feed AUGMENTED = Feed.PLAIN.augmented(new HorizontalFlip(), PadAndCrop.CIFAR);

    @TempDir
    private Path folder;

    /** Whether all have one size or each its own, the weights are the same to the bit. */
    @Test
    void imagesOfOneSizeAreResizedAsThoseOfSeveral() {
        DataSet asPictures = new DataSet(DATA.name(), new AsPictures(DATA.train()), new AsPictures(DATA.test()));
        assertEquals(trained(DATA), trained(asPictures));
        assertEquals(trained(DATA.withFeed(AUGMENTED)), trained(asPictures.withFeed(AUGMENTED)));
    }

    @Test
    void picturesOfSeveralSizesAreTrainedOnAndEvaluated() {
        DataSet data = new DataSet("noise", new SizedPictures(40, 1, 1), new SizedPictures(20, 1, 2));
        TinyNetwork network = new TinyNetwork(4) {
            @Override
            public int classes() {
                return 3;
            }
        };
        try (TrainableNetwork opened = TrainableNetwork.open(network, data.fedShape(network.input()), CPU, OPTIONS)) {
            double before = opened.evaluate(data.train(), 7).loss();
            new Trainer(opened, data, OPTIONS.withEpochs(8)).train();
            double after = opened.evaluate(data.train(), 7).loss();
            assertTrue(after < before, after + " after, " + before + " before");
            assertEquals(
                    opened.evaluate(data.train(), 7).loss(),
                    opened.evaluate(data.train(), 40).loss(),
                    1e-5);
            DataSet color = new DataSet("noise", new SizedPictures(4, 3, 1), new SizedPictures(2, 3, 2));
            BadInputException error =
                    assertThrows(BadInputException.class, () -> new Trainer(opened, color, OPTIONS).train());
            assertTrue(
                    error.getMessage().contains("but was given 4 images of several sizes and 3 channels in 3"),
                    error.getMessage());
        }
    }

    @Test
    void augmentationChangesTheRunAndTheNumberOfReadersDoesNot() {
        String plain = trained(DATA);
        String augmented = trained(DATA.withFeed(AUGMENTED));
        assertNotEquals(plain, augmented);
        assertEquals(plain, trained(DATA.withFeed(Feed.PLAIN.withReaders(5))));
        assertEquals(augmented, trained(DATA.withFeed(AUGMENTED.withReaders(1))));
        assertEquals(augmented, trained(DATA.withFeed(AUGMENTED.withReaders(7))));
    }

    @Test
    void augmentedRunIsResumedBitForBitAndWithTheSameAugmentationsOnly() {
        DataSet data = DATA.withFeed(AUGMENTED);
        String unbroken = trained(data);
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, data, OPTIONS, Progress.START);
            boolean[] stop = {false};
            TrainListener stopper = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    stop[0] = step.progress().step() == 10;
                }
            };
            new Trainer(network, data, OPTIONS, List.of(stopper, keeper), () -> stop[0]).train();
            assertEquals(
                    List.of(7L, 10L),
                    RunFolder.checkpoints(folder).stream()
                            .map(SavedCheckpoint::step)
                            .toList());
        }
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            for (Feed other : List.of(Feed.PLAIN, Feed.PLAIN.augmented(new HorizontalFlip()))) {
                BadInputException error = assertThrows(
                        BadInputException.class,
                        () -> network.resume(run, Optional.empty(), DATA.withFeed(other), OPTIONS));
                assertTrue(error.getMessage().contains("augmentation"), error.getMessage());
            }
            Progress from = network.resume(run, Optional.empty(), data, OPTIONS)
                    .map(Resumed::progress)
                    .orElseThrow();
            new Trainer(network, data, OPTIONS).train(from);
            assertTrue(unbroken.startsWith(network.weightsSha256()), network.weightsSha256());
        }
    }

    /** What a network declares is done to any data that says nothing itself, and is a part of the run. */
    @Test
    void settingsChangeImagesOfDataThatHasNoAugmentationsItself() {
        TrainingOptions declared = OPTIONS.withAugmentation(new HorizontalFlip(), PadAndCrop.CIFAR);
        assertEquals(trained(DATA.withFeed(AUGMENTED)), trained(DATA, declared));
        assertEquals(
                trained(DATA.withFeed(AUGMENTED)),
                trained(DATA.withFeed(AUGMENTED), OPTIONS.withAugmentation(new Rotation(9))));
        DataSet mixed = DATA.withFeed(Feed.PLAIN.mixed(new MixedPairs()));
        assertEquals(trained(DATA.withFeed(AUGMENTED.mixed(new MixedPairs()))), trained(mixed, declared));
    }

    @Test
    void runOfDeclaredAugmentationsIsResumedWithTheSameOnesOnly() {
        TrainingOptions declared = OPTIONS.withAugmentation(new Shift(0.1), new Rotation(9));
        String unbroken = trained(DATA, declared);
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, DATA, declared, Progress.START);
            boolean[] stop = {false};
            TrainListener stopper = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    stop[0] = step.progress().step() == 10;
                }
            };
            new Trainer(network, DATA, declared, List.of(stopper, keeper), () -> stop[0]).train();
        }
        try (TrainableNetwork network = open();
                RunFolder run = RunFolder.open(folder)) {
            BadInputException error = assertThrows(
                    BadInputException.class,
                    () -> network.resume(
                            run, Optional.empty(), DATA, declared.withAugmentation(new Shift(0.2), new Rotation(9))));
            assertTrue(
                    error.getMessage()
                            .contains("augmentation was shift by up to 0.1 of each side, rotation by up to 9.0 degrees"
                                    + " and is now shift by up to 0.2 of each side, rotation by up to 9.0 degrees"),
                    error.getMessage());
            Progress from = network.resume(run, Optional.empty(), DATA, declared)
                    .map(Resumed::progress)
                    .orElseThrow();
            new Trainer(network, DATA, declared).train(from);
            assertTrue(unbroken.startsWith(network.weightsSha256()), network.weightsSha256());
        }
    }

    @Test
    void twoThatChooseThePlaceAreRefused() {
        BadInputException error =
                assertThrows(BadInputException.class, () -> OPTIONS.withAugmentation(new Shift(0.1), PadAndCrop.CIFAR));
        assertTrue(
                error.getMessage()
                        .endsWith("it must be a list with at most one of RandomResizedCrop, PadAndCrop and Shift"),
                error.getMessage());
    }

    @Test
    void settingsNameWhatIsDoneAndNothingElse() {
        assertEquals(Map.of(), Feed.PLAIN.withReaders(3).settings());
        assertEquals(
                Map.of("augmentation", "horizontal flip, pad and crop by 0.125 of each side"), AUGMENTED.settings());
        Augmentation nameless = new Augmentation() {
            @Override
            public Picture augment(Picture picture, Draw draw) {
                return picture;
            }

            @Override
            public String describe() {
                return " ";
            }
        };
        BadInputException error = assertThrows(
                BadInputException.class, () -> Feed.PLAIN.augmented(nameless).settings());
        assertTrue(error.getMessage().contains("a text that is not blank"), error.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Feed.PLAIN.withReaders(-1));
    }

    @Test
    void mixedImagesAreTrainedOnByDistributions() {
        DataSet data = DATA.withFeed(AUGMENTED.mixed(new MixedPairs()));
        String mixed = trained(data);
        assertNotEquals(trained(DATA.withFeed(AUGMENTED)), mixed);
        assertEquals(mixed, trained(data.withFeed(data.feed().withReaders(5))));
        assertEquals("mixed pairs", data.feed().settings().get("mixing"));
        try (TrainableNetwork network = open()) {
            BadInputException error =
                    assertThrows(BadInputException.class, () -> new Trainer(network, data, OPTIONS).train());
            assertTrue(error.getMessage().contains("was opened for images that are not mixed"), error.getMessage());
            Batch batch = new Batch(1, new Batch.Floats(new float[64]), new int[1], Optional.of(new float[10]));
            assertThrows(BadInputException.class, () -> network.step(batch, 0.1f));
        }
    }

    /** Softmax cross-entropy by hand: the mean of that of each class, by its share. */
    @Test
    void lossOfADistributionIsTheMeanOfItsClasses() {
        DataSet data = DATA.withFeed(Feed.PLAIN.mixed(new MixedPairs()));
        float[] image = new float[64];
        image[9] = 200;
        double[] losses = new double[3];
        for (int i = 0; i < 3; i++) {
            float[] shares = new float[10];
            shares[2] = new float[] {1, 0, 0.25f}[i];
            shares[7] = 1 - shares[2];
            try (TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS)) {
                Batch batch = new Batch(1, new Batch.Floats(image), new int[] {7}, Optional.of(shares));
                losses[i] = network.step(batch, 0.01f).loss();
            }
        }
        assertEquals(0.25 * losses[0] + 0.75 * losses[1], losses[2], 1e-5);
        assertNotEquals(losses[0], losses[1], 1e-3);
        try (TrainableNetwork labels = TrainableNetwork.open(new TinyNetwork(4), DATA, CPU, OPTIONS)) {
            Batch batch = new Batch(1, new Batch.Floats(image), new int[] {7}, Optional.empty());
            assertEquals(losses[1], labels.step(batch, 0.01f).loss(), 1e-5);
        }
    }

    /** Labels and their distributions are smoothed alike. */
    @Test
    void smoothingIsTheSameForDistributions() {
        TrainingOptions smooth = OPTIONS.withLabelSmoothing(0.1);
        DataSet data = DATA.withFeed(Feed.PLAIN.mixed(new MixedPairs()));
        float[] image = new float[64];
        image[9] = 200;
        Batch batch = new Batch(1, new Batch.Floats(image), new int[] {7}, Optional.empty());
        try (TrainableNetwork labels = TrainableNetwork.open(new TinyNetwork(4), DATA, CPU, smooth);
                TrainableNetwork distributions = TrainableNetwork.open(new TinyNetwork(4), data, CPU, smooth);
                TrainableNetwork plain = TrainableNetwork.open(new TinyNetwork(4), data, CPU, OPTIONS)) {
            double expected = labels.step(batch, 0.01f).loss();
            assertEquals(expected, distributions.step(batch, 0.01f).loss(), 1e-5);
            assertNotEquals(expected, plain.step(batch, 0.01f).loss(), 1e-3);
        }
    }

    /** Training, evaluation and answers see an image in one way; what was resized before is no exception. */
    @Test
    void answersUseThePreprocessingOfTraining() {
        ImageShape input = new ImageShape(8, 8, 1);
        TinyNetwork prepared = new TinyNetwork(4) {
            @Override
            public Preprocessing preprocessing() {
                return new Preprocessing(input, 255f, List.of(0.4f), List.of(0.2f));
            }
        };
        try (TrainableNetwork network = TrainableNetwork.open(prepared, DATA, CPU, OPTIONS)) {
            new Trainer(network, DATA, OPTIONS).train();
            double evaluated = network.evaluate(DATA.test(), 40).loss();
            assertEquals(
                    evaluated, network.evaluate(new AsPictures(DATA.test()), 40).loss(), 1e-6);
            byte[] images = new Batches(DATA.test(), EpochOrder.inSequence(40), 40)
                    .iterator()
                    .next()
                    .images();
            double answered = 0;
            try (ServingNetwork serving = network.serving()) {
                float[] probabilities = serving.probabilities(images, 40);
                for (int i = 0; i < 40; i++) {
                    answered -= Math.log(probabilities[i * 10 + DATA.test().label(i)]) / 40;
                }
            }
            assertEquals(evaluated, answered, 1e-4);
        }
    }

    @Test
    void noThreadIsLeftWhenTrainingEnds() {
        trained(DATA.withFeed(AUGMENTED));
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().startsWith("stagecraft-reader-")));
    }

    private static String trained(DataSet data) {
        return trained(data, OPTIONS);
    }

    private static String trained(DataSet data, TrainingOptions options) {
        try (TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(4), data, CPU, options)) {
            new Trainer(network, data, options).train();
            return network.weightsSha256() + network.evaluate(data.test(), 9);
        }
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, OPTIONS);
    }

    /** Images of one size that do not say so. */
    private record AsPictures(LabeledImages images) implements Pictures {
        @Override
        public int size() {
            return images.size();
        }

        @Override
        public int channels() {
            return images.channels();
        }

        @Override
        public int classes() {
            return images.classes();
        }

        @Override
        public Picture picture(int index) {
            return images.picture(index);
        }

        @Override
        public int label(int index) {
            return images.label(index);
        }
    }
}
