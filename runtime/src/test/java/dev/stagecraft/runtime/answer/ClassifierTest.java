package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.runtime.host.JavaProcess;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.setting.Precision;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.Trainer;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassifierTest {
    private static final DataSet DATA = Shapes.draw(1, 200, 70);
    private static final Device CPU = Device.choose(Device.Preference.CPU);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 64, 0.05, 1);
    private static final TinyNetwork NETWORK = new TinyNetwork(4);
    private static final ClassifierOptions DEFAULT = ClassifierOptions.DEFAULT.withDevice(CPU);
    private static final int ASKED = 40;

    @TempDir
    private static Path folder;

    private static Path checkpoint;
    private static float[] served;
    private static Classifier classifier;

    @BeforeAll
    static void train() {
        try (TrainableNetwork network =
                TrainableNetwork.open(NETWORK, DATA.train().shape(), CPU, OPTIONS)) {
            new Trainer(network, DATA, OPTIONS).train();
            checkpoint = network.save(folder.resolve("run"), DATA, OPTIONS, new Progress(4, 1, 0, 0, 0, 0, 0));
        }
        try (TrainableNetwork network =
                TrainableNetwork.open(NETWORK, DATA.train().shape(), CPU, 9)) {
            network.restore(checkpoint);
            byte[] images = new byte[ASKED * DATA.test().shape().values()];
            for (int i = 0; i < ASKED; i++) {
                byte[] one = picture(i).values();
                System.arraycopy(one, 0, images, i * one.length, one.length);
            }
            try (ServingNetwork serving = network.serving()) {
                served = serving.probabilities(images, ASKED);
            }
        }
        classifier = Classifier.load(checkpoint, NETWORK, DEFAULT.withBatchSize(ASKED));
    }

    @AfterAll
    static void close() {
        classifier.close();
    }

    private static Picture picture(int index) {
        return DATA.test().picture(index);
    }

    static BufferedImage image(int index) {
        Picture picture = picture(index);
        BufferedImage image =
                new BufferedImage(picture.shape().width(), picture.shape().height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster()
                .setDataElements(0, 0, picture.shape().width(), picture.shape().height(), picture.values());
        return image;
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            assertTrue(ImageIO.write(image, "png", bytes));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toByteArray();
    }

    @Test
    void probabilitiesAreThoseOfTheNetworkThatWasTrainedToTheBit() {
        List<PictureSource> pictures = new ArrayList<>();
        for (int i = 0; i < ASKED; i++) {
            pictures.add(PictureSource.of(image(i)));
        }
        List<Prediction> found = classifier.classifyAll(pictures);
        float[] probabilities = new float[served.length];
        for (int i = 0; i < ASKED; i++) {
            for (ClassProbability each : found.get(i).classes()) {
                probabilities[i * NETWORK.classes() + each.index()] = each.probability();
            }
        }
        assertArrayEquals(served, probabilities);
        assertNotEquals(found.get(0), found.get(1));
    }

    @Test
    void answersInBfloat16AreCloseWhereTheProcessorHasIt() {
        ClassifierOptions low = DEFAULT.withPrecision(Precision.BFLOAT16);
        if (!Bfloat16.isInCpu()) {
            assertThrows(BadInputException.class, () -> Classifier.load(checkpoint, NETWORK, low));
            return;
        }
        try (Classifier rounded = Classifier.load(checkpoint, NETWORK, low)) {
            Prediction found = rounded.classify(image(3));
            Prediction exact = classifier.classify(image(3));
            assertNotEquals(exact.features(), found.features());
            for (int i = 0; i < exact.features().size(); i++) {
                assertEquals(exact.features().get(i), found.features().get(i), 0.02);
            }
        }
    }

    /** In a process of its own, because a process computes with the threads that it began with. */
    @Test
    void answersAreTheSameForThroughput() throws Exception {
        int asked = 11;
        List<String> lines = JavaProcess.printed(ThroughputProbe.class, checkpoint.toString(), String.valueOf(asked))
                .lines()
                .toList();
        assertEquals(2 * asked + 1, lines.size());
        for (int i = 0; i < 2 * asked; i++) {
            String[] words = lines.get(i).split(" ", -1);
            assertEquals(2 * NETWORK.classes(), words.length);
            for (int k = 0; k < words.length; k += 2) {
                float expected = served[i % asked * NETWORK.classes() + Integer.parseInt(words[k])];
                assertEquals(expected, Float.parseFloat(words[k + 1]), 1e-5);
            }
        }
        assertEquals(
                "2 threads were requested, but this process computes with 1 since it first used TensorFlow;"
                        + " request 2 before that, or in another process",
                lines.get(2 * asked));
    }

    @Test
    void throughputIsRefusedOnceTheProcessComputesInAnotherWay() {
        ClassifierOptions options = DEFAULT.withGoal(Goal.THROUGHPUT);
        BadInputException refused =
                assertThrows(BadInputException.class, () -> Classifier.load(checkpoint, NETWORK, options));
        assertTrue(refused.getMessage().startsWith("1 thread for each run was requested"), refused.getMessage());
    }

    @Test
    void goalAndDeviceSayHowRunsGo() {
        int cores = Runtime.getRuntime().availableProcessors();
        ClassifierOptions many = ClassifierOptions.DEFAULT.withGoal(Goal.THROUGHPUT);
        assertEquals(new Runs(1, 32), Runs.of(ClassifierOptions.DEFAULT, CPU));
        assertEquals(new Runs(cores, 4), Runs.of(many, CPU));
        assertEquals(new Runs(cores, 3), Runs.of(many.withBatchSize(3), CPU));
        assertEquals(32, new Runs(2, 4).together(32));
        assertEquals(64, new Runs(16, 4).together(32));
    }

    @Test
    void answersInOtherPrecisionsAreRefused() {
        BadInputException refused =
                assertThrows(BadInputException.class, () -> DEFAULT.withPrecision(Precision.FLOAT16));
        assertEquals("the precision of answers is float16; it must be float32 or bfloat16", refused.getMessage());
    }

    @Test
    void classesComeInTheOrderOfTheirProbabilitiesWithTheNamesOfTheData() {
        Prediction found = classifier.classify(image(3));
        assertEquals(DATA.classNames(), classifier.classNames());
        assertEquals(NETWORK.classes(), found.classes().size());
        double sum = 0;
        for (int i = 0; i < found.classes().size(); i++) {
            ClassProbability each = found.classes().get(i);
            assertEquals(DATA.classNames().get(each.index()), each.name());
            assertTrue(
                    i == 0 || each.probability() <= found.classes().get(i - 1).probability());
            sum += each.probability();
        }
        assertEquals(1, sum, 1e-5);
        assertEquals(found.classes().subList(0, 3), found.top(3));
        assertEquals(found.classes(), found.top(1000));
        assertEquals(found.classes().get(0), found.best());
        assertThrows(UnsupportedOperationException.class, () -> found.classes().clear());
        assertThrows(UnsupportedOperationException.class, () -> found.features().clear());
    }

    @Test
    void pictureIsTheSameWhereverItComesFrom() throws IOException {
        Prediction expected = classifier.classify(image(5));
        byte[] png = png(image(5));
        Path file = Files.write(folder.resolve("5.jpg"), png);
        assertEquals(expected, classifier.classify(png));
        assertEquals(expected, classifier.classify(file));
        assertEquals(expected, classifier.classify(new ByteArrayInputStream(png)));
        assertEquals(expected, classifier.classify(classifier.prepare(PictureSource.of(file))));
        assertArrayEquals(classifier.features(png), classifier.features(file));
    }

    /** The features times the last layer's kernel, and its bias, are the logits. */
    @Test
    void featuresAreWhatTheDenseLayerTakes() {
        float[] features = classifier.features(image(0));
        assertEquals(4, features.length);
        assertEquals(
                List.of(features[0], features[1], features[2], features[3]),
                classifier.classify(image(0)).features());
        boolean positive = false;
        for (float feature : features) {
            // A mean of what a rectifier gives.
            assertTrue(feature >= 0);
            positive |= feature > 0;
        }
        assertTrue(positive);
        features[0] = -1;
        assertNotEquals(-1, classifier.features(image(0))[0]);
    }

    @Test
    void pixelsOfARequestAreLimited() {
        try (Classifier limited = Classifier.load(checkpoint, NETWORK, DEFAULT.withMostPixels(2 * 28 * 28))) {
            PictureSource one = PictureSource.of(image(0));
            assertEquals(2, limited.classifyAll(List.of(one, one)).size());
            RejectedPictureException refused = assertThrows(
                    RejectedPictureException.class,
                    () -> limited.classifyAll(
                            List.of(one, one, PictureSource.of(png(image(0))).named("third\n.png"))));
            assertEquals(
                    "third\\u000a.png claims 784 pixels; a request may have at most 1,568 pixels; use fewer or smaller"
                            + " pictures",
                    refused.getMessage());
            assertTrue(refused.isTooLarge());
            assertTrue(refused.hasTooManyPixels());
            // What was prepared before is not counted again.
            PictureSource prepared = limited.prepare(one);
            assertEquals(
                    3,
                    limited.classifyAll(List.of(prepared, prepared, prepared)).size());
        }
    }

    /** A picture of 65 bytes may claim billions of pixels. */
    @Test
    void claimedPixelsAreRefusedBeforeTheyAreDecoded() {
        byte[] png = png(image(0));
        byte[] claims = png.clone();
        // Width and height follow the signature and the header's length and type.
        claims[16] = 0x7F;
        claims[20] = 0x7F;
        RejectedPictureException refused =
                assertThrows(RejectedPictureException.class, () -> classifier.classify(claims));
        assertTrue(refused.isTooLarge());
        assertTrue(refused.getMessage().startsWith("the picture claims 4,5"), refused.getMessage());
    }

    @Test
    void bytesOfARequestAreLimitedAndNoMoreIsRead() {
        byte[] png = png(image(0));
        try (Classifier limited = Classifier.load(checkpoint, NETWORK, DEFAULT.withMostBytes(png.length))) {
            assertEquals(1, limited.classifyAll(List.of(PictureSource.of(png))).size());
            ByteArrayInputStream longer = new ByteArrayInputStream(new byte[1_000_000]);
            RejectedPictureException refused =
                    assertThrows(RejectedPictureException.class, () -> limited.classify(longer));
            assertTrue(refused.isTooLarge());
            assertEquals(1_000_000 - png.length - 1, longer.available());
        }
    }

    @Test
    void pictureThatCannotBeReadIsNamed() {
        byte[] text = "no picture".getBytes(StandardCharsets.UTF_8);
        RejectedPictureException refused =
                assertThrows(RejectedPictureException.class, () -> classifier.classify(text));
        assertTrue(refused.getMessage().startsWith("the picture is not a picture"), refused.getMessage());
        assertFalse(refused.isTooLarge());
        Path missing = folder.resolve("missing.png");
        RejectedPictureException absent =
                assertThrows(RejectedPictureException.class, () -> classifier.classify(missing));
        assertTrue(absent.getMessage().startsWith(missing + " cannot be read ("), absent.getMessage());
    }

    @Test
    void missingClassIsOneSentence() {
        BadInputException missing = assertThrows(BadInputException.class, () -> Classifier.load(checkpoint));
        assertEquals(
                checkpoint + " was saved from test.Tiny, and there is no class of that name; put the class and what was"
                        + " generated for it on the class path, or load the checkpoint with a class loader that finds it",
                missing.getMessage());
    }

    @Test
    void otherNetworkIsRefused() {
        BadInputException other =
                assertThrows(BadInputException.class, () -> Classifier.load(checkpoint, new TinyNetwork(5), DEFAULT));
        assertTrue(other.getMessage().contains("the first variable that differs is"), other.getMessage());
    }

    @Test
    void runMeansItsNewestCheckpointWhereNoneWasEvaluated() {
        try (Classifier found = Classifier.load(folder.resolve("run"), NETWORK, DEFAULT)) {
            assertEquals(checkpoint, found.chosen().checkpoint());
            assertEquals(
                    "the newest of " + folder.resolve("run") + "; none was evaluated",
                    found.chosen().reason());
        }
        assertEquals("as named", classifier.chosen().reason());
        Path nothing = folder.resolve("nothing");
        BadInputException none =
                assertThrows(BadInputException.class, () -> Classifier.load(nothing, NETWORK, DEFAULT));
        assertTrue(none.getMessage().startsWith(nothing + " holds no checkpoint"), none.getMessage());
    }

    @Test
    void changedWeightsAreRefused() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copies/checkpoint-4"));
        for (String name : List.of("manifest.json", "variables.index", "variables.data-00000-of-00001")) {
            Files.copy(checkpoint.resolve(name), copy.resolve(name));
        }
        Path data = copy.resolve("variables.data-00000-of-00001");
        byte[] bytes = Files.readAllBytes(data);
        bytes[bytes.length / 2] ^= 1;
        Files.write(data, bytes);
        BadInputException corrupt =
                assertThrows(BadInputException.class, () -> Classifier.load(copy, NETWORK, DEFAULT));
        assertTrue(corrupt.getMessage().contains(" is incomplete or corrupt: the values of "), corrupt.getMessage());
    }

    @Test
    void closingUnderLoadWaitsForAnswersUnderWayAndRefusesOthers() throws Exception {
        int threads = 8;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Classifier closing = Classifier.load(checkpoint, NETWORK, DEFAULT);
        byte[] png = png(image(2));
        Prediction expected = closing.classify(png);
        CountDownLatch asking = new CountDownLatch(threads);
        List<Future<RunFailedException>> refused = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            refused.add(pool.submit(() -> assertThrows(RunFailedException.class, () -> {
                while (true) {
                    assertEquals(expected, closing.classify(png));
                    asking.countDown();
                }
            })));
        }
        assertTrue(asking.await(1, TimeUnit.MINUTES));
        assertTimeout(Duration.ofSeconds(10), closing::close);
        for (Future<RunFailedException> each : refused) {
            assertEquals(
                    "test.Tiny is closed and gives no more answers; close it only after its last use",
                    each.get(1, TimeUnit.MINUTES).getMessage());
        }
        closing.close();
        pool.shutdown();
    }
}
