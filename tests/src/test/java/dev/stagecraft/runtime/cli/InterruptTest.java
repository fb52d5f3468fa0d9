package dev.stagecraft.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of training, as a terminal sends it. */
class InterruptTest {
    @TempDir
    private Path folder;

    @Test
    void endsSoonSaysSoAndLeavesNothingBroken() throws Exception {
        Path run = folder.resolve("run");
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.stagecraft.runtime.cli.Main",
                        "train",
                        "--model",
                        "dev.stagecraft.tests.SmallNet.Paper",
                        "--data",
                        "shapes",
                        "--limit-train",
                        "500",
                        "--limit-test",
                        "100",
                        "--epochs",
                        "1000000",
                        "--out",
                        run.toString())
                .redirectError(errors.toFile())
                .start();
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("epoch 2,")) {
                line = out.readLine();
            }
            assertTrue(line != null, () -> "training ended by itself: " + read(errors));
            long asked = System.nanoTime();
            new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                    .start()
                    .waitFor();
            // A step of this network takes milliseconds.
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it still runs");
            double seconds = (System.nanoTime() - asked) / 1e9;
            assertTrue(seconds < 2, "it took " + seconds + " s");
            assertEquals(130, process.exitValue(), () -> read(errors));
            assertTrue(read(errors).contains("interrupted after step"), () -> read(errors));
            try (Stream<Path> left = Files.list(run)) {
                assertEquals(List.of(), left.toList());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
