package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Augmentation;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.CheckedImages;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.PadAndCrop;
import dev.stagecraft.runtime.data.Preparation;
import dev.stagecraft.runtime.data.Preprocessing;
import dev.stagecraft.runtime.data.RandomResizedCrop;
import dev.stagecraft.runtime.data.Resizing;
import dev.stagecraft.runtime.data.Rotation;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.data.Shift;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.SessionSettings;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.setting.Engine;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.setting.Recompute;
import dev.stagecraft.runtime.step.KeptForm;
import dev.stagecraft.runtime.step.KeptImages;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.SizedNetwork;
import dev.stagecraft.runtime.step.StagedNetwork;
import dev.stagecraft.runtime.step.Targets;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.step.UpdateRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;

/** Images that the device keeps: the same pixels as those that are fed, and runs that are resumed with them. */
class DeviceImagesTest {
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final int COUNT = 37;
    private static final int BATCH = 16;
    private static final Augmentation[] MOVING = {new Shift(0.2), new HorizontalFlip()};

    @TempDir
    private Path folder;

    /** Random pixels in the size of the network, or in another. */
    private record Noise(ImageShape shape, int size) implements LabeledImages {
        @Override
        public int classes() {
            return 10;
        }

        @Override
        public int label(int index) {
            return index % 10;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            byte[] values = new byte[shape.values()];
            new Random(index).nextBytes(values);
            target.put(values);
        }
    }

    private static DataSet noise(int side, Augmentation... all) {
        ImageShape shape = new ImageShape(side, side, 1);
        return new DataSet("noise", new Noise(shape, COUNT), new Noise(shape, 20)).withFeed(Feed.PLAIN.augmented(all));
    }

    static Stream<Arguments> forms() {
        List<Augmentation> none = List.of();
        Resizing bicubic = Resizing.squeeze(Resizing.Filter.BICUBIC);
        Resizing crop = Resizing.crop(Resizing.Filter.BILINEAR, 0.8);
        RandomResizedCrop part = RandomResizedCrop.DEFAULT;
        List<Arguments> forms = new ArrayList<>();
        for (int channels : new int[] {1, 3}) {
            ImageShape from = new ImageShape(9, 7, channels);
            ImageShape larger = new ImageShape(16, 12, channels);
            ImageShape smaller = new ImageShape(4, 5, channels);
            // A difference of 0 allows none.
            forms.add(Arguments.of(from, from, Resizing.DEFAULT, none, 0f));
            forms.add(Arguments.of(from, from, Resizing.DEFAULT, List.of(new HorizontalFlip()), 0f));
            forms.add(Arguments.of(from, from, Resizing.DEFAULT, List.of(new Shift(0.3)), 0f));
            forms.add(Arguments.of(from, from, Resizing.DEFAULT, List.of(new PadAndCrop(0.3)), 0f));
            forms.add(
                    Arguments.of(from, from, Resizing.DEFAULT, List.of(new PadAndCrop(0.5), new HorizontalFlip()), 0f));
            forms.add(Arguments.of(from, larger, Resizing.DEFAULT, none, 1e-3f));
            forms.add(Arguments.of(from, smaller, Resizing.DEFAULT, List.of(new Shift(0.3)), 1e-3f));
            forms.add(Arguments.of(from, larger, bicubic, List.of(new HorizontalFlip()), 1e-3f));
            forms.add(Arguments.of(from, from, crop, List.of(new PadAndCrop(0.3)), 1e-3f));
            forms.add(Arguments.of(from, larger, Resizing.DEFAULT, List.of(part), 2e-3f));
            forms.add(Arguments.of(from, smaller, bicubic, List.of(part, new HorizontalFlip()), 2e-3f));
            forms.add(Arguments.of(from, from, crop, List.of(part), 2e-3f));
        }
        return forms.stream();
    }

    @ParameterizedTest
    @MethodSource("forms")
    void pixelsAreThoseThatAreFed(
            ImageShape from, ImageShape to, Resizing resizing, List<Augmentation> all, float difference) {
        LabeledImages images = CheckedImages.of(new Noise(from, COUNT));
        SizedNetwork network = new SizedNetwork(Preprocessing.usual(to).withResizing(resizing));
        Preparation fed = new Preparation(network.preprocessing(), Feed.PLAIN.withAugmentations(all), 5, 3);
        Preparation kept = fed.keeping();
        int[] order = EpochOrder.shuffled(COUNT, 1, 1);
        UpdateRule rule = new UpdateRule(network.training()).keeping(KeptForm.of(images, kept));
        try (NetworkGraph graph = NetworkGraph.build(network, to, 1, rule);
                Session session = SessionSettings.CPU.open(graph.graph())) {
            KeptImages nodes = graph.kept().orElseThrow();
            DeviceImages device = new DeviceImages(images, nodes, session);
            device.fill(network.preprocessing());
            List<Batch> expected = new ArrayList<>();
            new Batches(images, order, BATCH, fed).forEach(expected::add);
            int next = 0;
            for (Batch batch : new Batches(images, order, BATCH, kept)) {
                assertArrayEquals(expected.get(next).labels(), batch.labels());
                try (FedImages given = device.fed((Batch.Kept) batch.pixels());
                        Result result = given.feed(session.runner())
                                .fetch(nodes.floats())
                                .run()) {
                    TFloat32 found = (TFloat32) result.get(0);
                    float[] values = new float[Math.toIntExact(found.size())];
                    found.asRawTensor().data().asFloats().read(values);
                    assertArrayEquals(floats(expected.get(next), from, network.preprocessing()), values, difference);
                }
                next++;
            }
            assertEquals(expected.size(), next);
        }
    }

    private static float[] floats(Batch batch, ImageShape from, Preprocessing preprocessing) {
        return batch.pixels() instanceof Batch.Floats floats
                ? floats.values()
                : preprocessing.resize(batch.images(), from, batch.size());
    }

    private static TrainingOptions options() {
        return new TrainingOptions(2, BATCH, 0.05, 1);
    }

    static Stream<TrainingOptions> steps() {
        return Stream.of(
                options(),
                options().withEngine(Engine.REWRITTEN),
                options().withPrecision(Precision.BFLOAT16),
                options().withPrecision(Precision.BFLOAT16).withEngine(Engine.REWRITTEN),
                options().withRecompute(Recompute.ALL),
                options().withRecompute(Recompute.ALL).withEngine(Engine.REWRITTEN),
                options().withSkipBadSteps(true).withLabelSmoothing(0.1));
    }

    /** Images of the network's size are not resized, so that nothing is rounded. */
    @ParameterizedTest
    @MethodSource("steps")
    void weightsAreThoseOfAFedRun(TrainingOptions options) {
        DataSet data = noise(8, MOVING);
        assertEquals(trained(data, options), trained(data, options.withImagesOnDevice(true)));
    }

    private static String trained(DataSet data, TrainingOptions options) {
        UpdateRule rule = new UpdateRule(options);
        Optional<KeptForm> form = options.kept(data, new StagedNetwork().preprocessing());
        // Not opened by TrainableNetwork.open, which refuses bfloat16 on processors that lack it.
        try (TrainableNetwork network = new TrainableNetwork(
                new StagedNetwork(),
                data.train().shape(),
                CPU,
                options.seed(),
                form.map(rule::keeping).orElse(rule),
                Targets.LABELS,
                form.map(kept -> data.train()))) {
            new Trainer(network, data, options).train();
            return network.weightsSha256();
        }
    }

    private static TrainableNetwork open(DataSet data, TrainingOptions options) {
        return TrainableNetwork.open(new StagedNetwork(), data, CPU, options);
    }

    /** Resized images differ by rounding from those that Java resizes. */
    @Test
    void runWithResizedImagesIsResumedInTheMiddleOfAnEpoch() {
        DataSet data = noise(6, new PadAndCrop(0.2), new HorizontalFlip());
        TrainingOptions options = options().withImagesOnDevice(true);
        String whole = trained(data, options);
        assertEquals(whole, trained(data, options));
        assertNotEquals(whole, trained(data, options.withSeed(2)));
        try (TrainableNetwork network = open(data, options);
                RunFolder run = RunFolder.open(folder)) {
            boolean[] stop = {false};
            TrainListener stopper = new TrainListener() {
                @Override
                public void stepDone(StepResult step) {
                    stop[0] = step.progress().step() == 4;
                }
            };
            CheckpointListener saving =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, data, options, Progress.START);
            Outcome outcome = new Trainer(network, data, options, List.of(stopper, saving), () -> stop[0]).train();
            assertTrue(outcome.interrupted());
            assertEquals(4, outcome.progress().step());
            assertEquals(1, outcome.progress().batches());
        }
        try (TrainableNetwork network = open(data, options);
                RunFolder run = RunFolder.open(folder)) {
            Progress from = network.resume(run, Optional.empty(), data, options)
                    .orElseThrow()
                    .progress();
            assertEquals(4, from.step());
            new Trainer(network, data, options).train(from);
            assertEquals(whole, network.weightsSha256());
        }
        try (TrainableNetwork network = open(data, options());
                RunFolder run = RunFolder.open(folder)) {
            BadInputException error =
                    assertThrows(BadInputException.class, () -> network.resume(run, Optional.empty(), data, options()));
            assertTrue(error.getMessage().contains("images on device"), error.getMessage());
        }
    }

    /** The images are no part of what is saved, and the network is known as the same. */
    @Test
    void checkpointIsThatOfAFedRun() throws IOException {
        DataSet data = noise(8, MOVING);
        TrainingOptions options = options().withImagesOnDevice(true);
        Path kept;
        try (TrainableNetwork network = open(data, options)) {
            kept = network.save(folder.resolve("kept"), data, options, Progress.START);
        }
        try (TrainableNetwork fed = open(data, options())) {
            fed.restore(kept);
            Path other = fed.save(folder.resolve("fed"), data, options(), Progress.START);
            for (String file : List.of("variables.index", "variables.data-00000-of-00001")) {
                assertEquals(-1, Files.mismatch(kept.resolve(file), other.resolve(file)));
            }
        }
    }

    @Test
    void batchesOfOtherImagesAreRefused() {
        DataSet data = noise(8, MOVING);
        Batch fed = new Batch(1, new byte[64], new int[1]);
        try (TrainableNetwork network = open(data, options().withImagesOnDevice(true))) {
            assertRefused("a batch has images of its own", () -> network.step(fed, 0.1f));
            int[] sides = new int[8];
            sides[7] = 9;
            Batch.Kept wrong = new Batch.Kept(new int[] {0}, sides, new int[8], new int[0], new int[0]);
            assertRefused("does not belong to the images", () -> network.step(batch(wrong), 0.1f));
            Batch.Kept none = new Batch.Kept(new int[] {COUNT}, new int[8], new int[8], new int[0], new int[0]);
            assertRefused("does not belong to the images", () -> network.step(batch(none), 0.1f));
            Batch.Kept right = new Batch.Kept(new int[] {COUNT - 1}, new int[8], new int[8], new int[0], new int[0]);
            assertTrue(Double.isFinite(network.step(batch(right), 0.1f).loss()));
            Batch two = new Batch(2, right, new int[2], Optional.empty());
            assertRefused("has 1 positions and 2 labels; it must have 2 of each", () -> network.step(two, 0.1f));
            DataSet others = noise(8, MOVING);
            assertRefused(
                    "was opened for other training images",
                    () -> new Trainer(network, others, options().withImagesOnDevice(true)).train());
            assertRefused("open it with the data", () -> new Trainer(network, data, options()).train());
        }
        try (TrainableNetwork network = open(data, options())) {
            Batch.Kept kept = new Batch.Kept(new int[] {0}, new int[0], new int[0], new int[0], new int[0]);
            assertRefused("it keeps none for this step", () -> network.step(batch(kept), 0.1f));
            assertRefused(
                    "was opened for images that are fed",
                    () -> new Trainer(network, data, options().withImagesOnDevice(true)).train());
        }
    }

    private static Batch batch(Batch.Kept kept) {
        return new Batch(1, kept, new int[] {3}, Optional.empty());
    }

    private static void assertRefused(String part, Executable work) {
        BadInputException error = assertThrows(BadInputException.class, work);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    @Test
    void whatCannotBeKeptIsRefusedBeforeTheRun() {
        assertRefused(
                "rotation by up to 5.0 degrees",
                () -> open(noise(8, new Rotation(5)), options().withImagesOnDevice(true)));
        assertRefused(
                "the linear probe computes the features of each image once",
                () -> open(noise(8), options().withLinearProbe(true).withImagesOnDevice(true)));
    }

    @Test
    void memoryIsCounted() {
        DataSet data = noise(8);
        TinyNetwork network = new TinyNetwork(4);
        TrainingOptions options = options().withImagesOnDevice(true);
        KeptForm form = options.kept(data, network.preprocessing()).orElseThrow();
        assertEquals(COUNT * 64, form.bytes());
        try (NetworkGraph graph =
                        NetworkGraph.build(network, network.input(), 1, new UpdateRule(options).keeping(form));
                Session session = SessionSettings.CPU.open(graph.graph())) {
            DeviceImages images = new DeviceImages(data.train(), graph.kept().orElseThrow(), session);
            Device gpu = new Device("gpu(0)", "for this test", 0);
            images.requireRoom(gpu, OptionalLong.empty(), 1);
            images.requireRoom(gpu, OptionalLong.of(COUNT * 64 + 100), 100);
            images.requireRoom(CPU, OptionalLong.of(2 * COUNT * 64), 100);
            assertRefused(
                    "37 training images of 8×8×1 on the device take 2,368 bytes, and 101 bytes are needed besides",
                    () -> images.requireRoom(gpu, OptionalLong.of(COUNT * 64 + 100), 101));
            assertRefused(
                    "2,368 bytes are needed besides, but only 4,735 are free there",
                    () -> images.requireRoom(CPU, OptionalLong.of(2 * COUNT * 64 - 1), 100));
        }
        MemoryPlan plan = new MemoryPlan(1000, 10, 500);
        assertEquals(1520, plan.bytes(2));
        assertEquals(3, plan.largestBatch(1530));
        assertTrue(plan.advice(2, OptionalLong.empty()).contains("MiB for training images"));
    }

    /** Of such a network no step can be estimated. */
    @Test
    void networkWhoseTableWasWrittenByHandIsTrained() {
        TinyNetwork network = new TinyNetwork(4) {
            @Override
            public InputStream layerTable() {
                String table = "{\"layers\": [{\"name\": \"stem/conv\", \"kind\": \"conv2d\", \"output\": [8]}]}";
                return new ByteArrayInputStream(table.getBytes(StandardCharsets.UTF_8));
            }
        };
        TrainingOptions options = options().withImagesOnDevice(true);
        DataSet data = noise(8);
        try (TrainableNetwork opened = TrainableNetwork.open(network, data, CPU, options)) {
            assertEquals(
                    6, new Trainer(opened, data, options).train().progress().step());
        }
    }

    /** Evaluation is fed as before. */
    @Test
    void drawnShapesAreLearnedAsFromFedImages() {
        DataSet data = Shapes.draw(1, 200, 40);
        TrainingOptions options = new TrainingOptions(3, 32, 0.1, 1).withAugmentation(MOVING);
        assertEquals(loss(data, options), loss(data, options.withImagesOnDevice(true)), 1e-3);
    }

    private static double loss(DataSet data, TrainingOptions options) {
        try (TrainableNetwork network = TrainableNetwork.open(new TinyNetwork(8), data, CPU, options)) {
            new Trainer(network, data, options).train();
            return network.evaluate(data.test(), 16).loss();
        }
    }
}
