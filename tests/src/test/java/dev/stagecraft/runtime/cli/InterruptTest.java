package dev.stagecraft.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-C in the middle of training, as a terminal sends it. */
class InterruptTest {
    @TempDir
    private Path folder;

    private Path errors;

    @Test
    void trainingEndsSoonSaysSoAndLeavesNothingBroken() throws Exception {
        Path run = folder.resolve("run");
        Process process = start(
                Map.of(),
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
                run.toString());
        try (BufferedReader out = process.inputReader()) {
            String line = out.readLine();
            while (line != null && !line.startsWith("epoch 2,")) {
                line = out.readLine();
            }
            assertTrue(line != null, () -> "training ended by itself: " + read(errors));
            // A step of this network takes milliseconds.
            assertEndsWithin2Seconds(process);
            assertTrue(read(errors).contains("interrupted after step"), () -> read(errors));
            assertEquals(List.of(), filesIn(run));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void downloadIsLeftAtOnceAndLeavesNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path cache = folder.resolve("cache");
            Process process = start(
                    Map.of(
                            "STAGECRAFT_CACHE",
                            cache.toString(),
                            "STAGECRAFT_FASHION_MNIST_URL",
                            "http://localhost:" + silent.getLocalPort() + "/"),
                    "train",
                    "--model",
                    "dev.stagecraft.tests.SmallNet.Paper");
            try (Socket connected = silent.accept()) {
                assertTrue(connected.isConnected());
                assertEndsWithin2Seconds(process);
                assertTrue(read(errors).contains("interrupted"), () -> read(errors));
                assertEquals(List.of(), filesIn(cache.resolve("fashion-mnist")));
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        errors = folder.resolve("errors");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stagecraft.runtime.cli.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void assertEndsWithin2Seconds(Process process) throws Exception {
        long asked = System.nanoTime();
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "it still runs");
        double seconds = (System.nanoTime() - asked) / 1e9;
        assertTrue(seconds < 2, "it took " + seconds + " s");
        assertEquals(130, process.exitValue(), () -> read(errors));
    }

    private static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
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
