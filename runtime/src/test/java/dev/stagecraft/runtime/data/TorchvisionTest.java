package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Images are resized as torchvision resizes them: images of Pillow in float mode, and tensors with {@code antialias=True}.
 * {@code resized_by_torchvision.py} asks it for both.
 *
 * <p>{@code -Dstagecraft.python=FILE} is a Python that has torchvision. Without one nothing is compared.
 */
class TorchvisionTest {
    private static final String PYTHON = System.getProperty("stagecraft.python", "/usr/bin/python3");

    /** What the script exits with where it cannot import what it needs. */
    private static final int ABSENT = 3;

    private static final double EXACT = 0.01;

    @TempDir
    private Path folder;

    @Test
    void valuesAreThoseOfTorchvision() throws IOException, InterruptedException, URISyntaxException {
        List<PillowTest.Stored> asked = PillowTest.stored();
        int status = ask(asked.stream().map(TorchvisionTest::line).collect(Collectors.joining("\n")));
        if (status == ABSENT) {
            System.out.println(
                    "NOTICE: " + PYTHON + " has no torchvision, so no image was compared with torchvision's");
        }
        assumeTrue(status != ABSENT, PYTHON + " has no torchvision");
        assertEquals(0, status, () -> "errors of Python: " + errors());
        ByteBuffer answers = ByteBuffer.wrap(Files.readAllBytes(output())).order(ByteOrder.LITTLE_ENDIAN);
        List<String> off = new ArrayList<>();
        for (PillowTest.Stored each : asked) {
            float[] found = PillowTest.resized(each, each.resizing());
            for (String kind : List.of("an image of Pillow", "a tensor")) {
                double most = off(answers, found);
                if (!(most <= EXACT)) {
                    off.add(each + ", " + kind + ": " + most + " of 255 off");
                }
            }
        }
        assertEquals(List.of(), off);
        assertEquals(0, answers.remaining());
    }

    /** The next values against those that were found. */
    private static double off(ByteBuffer expected, float[] found) {
        double most = 0;
        for (float value : found) {
            most = Math.max(most, Math.abs(value - expected.getFloat()));
        }
        return most;
    }

    private static String line(PillowTest.Stored asked) {
        return asked.from().height() + " " + asked.from().width() + " "
                + asked.to().height() + " "
                + asked.to().width() + " " + asked.share() + " "
                + asked.filter().name().toLowerCase(Locale.ROOT);
    }

    private static Path script() throws URISyntaxException {
        return Path.of(
                TorchvisionTest.class.getResource("resized_by_torchvision.py").toURI());
    }

    /** Asks for results, and gives the exit status. */
    private int ask(String lines) throws IOException, InterruptedException, URISyntaxException {
        if (!Files.isExecutable(Path.of(PYTHON))) {
            return ABSENT;
        }
        Path input = Files.writeString(folder.resolve("lines.txt"), lines);
        Process process = new ProcessBuilder(PYTHON, script().toString())
                .redirectInput(input.toFile())
                .redirectOutput(output().toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), "Python does not end");
        return process.exitValue();
    }

    private Path output() {
        return folder.resolve("output.bin");
    }

    private String errors() {
        try {
            return Files.readString(folder.resolve("errors.txt"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
