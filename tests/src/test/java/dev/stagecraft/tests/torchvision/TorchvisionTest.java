package dev.stagecraft.tests.torchvision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.train.ServingNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Networks of the real torchvision, saved by it and loaded here, answer as they do there, preprocessing included. By default one
 * is asked; {@code -Dstagecraft.torchvision=all} asks all ten. {@code -Dstagecraft.python} names the Python that has torchvision.
 */
class TorchvisionTest {
    private static final String PYTHON = System.getProperty("stagecraft.python", "/usr/bin/python3");
    private static final int SIDE = 64;

    /** The side of pictures that are cropped and not resized. */
    private static final int CROPPED = 73;

    private static final int HEIGHT = 107;
    private static final int WIDTH = 160;
    private static final int COUNT = 3;
    private static final int CLASSES = 1000;

    /** Of the largest logit, for pictures that need no resizing. */
    private static final double SAME = 1e-4;

    /** Of the largest logit, for pictures that are resized. */
    private static final double RESIZED = 1e-2;

    @TempDir
    private Path folder;

    @BeforeAll
    static void assumeTorchvision() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON)) && run(PYTHON, "-c", "import torchvision") == 0,
                PYTHON + " has no torchvision, so no weights of the real one were loaded; name another Python with"
                        + " -Dstagecraft.python");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    static List<Arguments> networks() {
        List<Arguments> all = List.of(
                Arguments.of("resnet18", new Networks_ResNet18Network()),
                Arguments.of("resnet34", new Networks_ResNet34Network()),
                Arguments.of("resnet50", new Networks_ResNet50Network()),
                Arguments.of("resnet101", new Networks_ResNet101Network()),
                Arguments.of("resnet152", new Networks_ResNet152Network()),
                Arguments.of("resnext50_32x4d", new Networks_ResNext50Network()),
                Arguments.of("resnext101_32x8d", new Networks_ResNext101Network()),
                Arguments.of("resnext101_64x4d", new Networks_ResNext101Of64Network()),
                Arguments.of("wide_resnet50_2", new Networks_WideResNet50Network()),
                Arguments.of("wide_resnet101_2", new Networks_WideResNet101Network()));
        return System.getProperty("stagecraft.torchvision", "").equals("all") ? all : all.subList(0, 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void answersAsInTorchvision(String name, Network network) throws IOException, InterruptedException {
        Path script = folder.resolve("answers.py");
        try (InputStream in = Objects.requireNonNull(TorchvisionTest.class.getResourceAsStream("answers.py"))) {
            Files.copy(in, script);
        }
        Path said = folder.resolve("said");
        int code = new ProcessBuilder(
                        PYTHON,
                        script.toString(),
                        name,
                        folder.toString(),
                        String.valueOf(SIDE),
                        String.valueOf(HEIGHT),
                        String.valueOf(WIDTH))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start()
                .waitFor();
        assertEquals(0, code, () -> text(said));
        assertAnswers(network, "same", CROPPED, CROPPED, SAME);
        assertAnswers(network, "others", HEIGHT, WIDTH, RESIZED);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    private void assertAnswers(Network network, String pictures, int height, int width, double tolerance)
            throws IOException {
        double[] expected = new double[COUNT * CLASSES];
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve(pictures + ".logits")))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asDoubleBuffer()
                .get(expected);
        float[] logits;
        ImageShape shape = new ImageShape(height, width, 3);
        try (TrainableNetwork opened = TrainableNetwork.open(network, shape, Device.choose(Device.Preference.CPU), 1)) {
            opened.init(folder.resolve("model.safetensors"));
            try (ServingNetwork serving = opened.serving()) {
                logits = serving.logits(Files.readAllBytes(folder.resolve(pictures + ".bin")), COUNT);
            }
        }
        double largest = 0;
        double apart = 0;
        double alike = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            apart = Math.max(apart, Math.abs(expected[i] - logits[i]));
            alike = Math.max(alike, Math.abs(expected[i] - expected[i % CLASSES]));
        }
        assertTrue(largest < 100, "the largest logit is " + largest);
        assertTrue(alike > 0.1 * largest, "pictures look alike: " + alike + " of " + largest);
        assertTrue(apart <= tolerance * largest, pictures + ": " + apart / largest + " apart");
    }
}
