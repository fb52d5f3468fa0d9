package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.RunFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signals in the middle of training, as terminals and clusters send them. */
class InterruptTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void trainingSavesSaysHowToGoOnAndDoes(String signal) throws Exception {
        Path run = folder.resolve("my run");
        List<String> arguments = List.of(
                "train",
                "--model",
                "dev.stagecraft.tests.SmallNet.Paper",
                "--data",
                "shapes",
                "--limit-train",
                "400",
                "--batch-size",
                "16",
                "--limit-test",
                "100",
                "--epochs",
                "1000000",
                "--save-every",
                "0",
                "--keep-best",
                "none",
                "--out",
                run.toString());
        try (Child child = Child.start(folder, arguments.toArray(String[]::new))) {
            assertTrue(child.awaits("epoch 2,"), child::toString);
            // A step of this network takes milliseconds.
            assertEndsWithin2Seconds(child, signal);
            String errors = child.errors();
            assertTrue(errors.contains("interrupted after step"), errors);
            assertEquals(1, RunFolder.checkpoints(run).size(), errors);
            long step = RunFolder.checkpoints(run).get(0).step();
            assertTrue(errors.contains("saved in " + run.resolve("checkpoint-" + step)), errors);
            String command = errors.lines()
                    .filter(line -> line.startsWith("resume with: ./stagecraft train "))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(errors));
            assertTrue(command.endsWith(" --out '" + run + "' --resume"), command);
            List<String> again = new ArrayList<>(arguments);
            again.set(again.indexOf("1000000"), Long.toString(step / 25 + 1));
            again.add("--resume");
            try (Child second = Child.start(folder, again.toArray(String[]::new))) {
                assertEquals(0, second.ends(60), second::toString);
                assertTrue(second.out().contains(" at step " + step + " ("), second.out());
                assertFalse(second.errors().contains("stagecraft:"), second.errors());
            }
        }
    }

    /** The first signal is heard while a step runs that would last for hours. */
    @Test
    void secondSignalLeavesAtOnce() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<Integer> left = new ArrayList<>();
        AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
        Interrupt interrupt = new Interrupt(new PrintStream(err, true, StandardCharsets.UTF_8), left::add, clock::get);
        interrupt.guarded(() -> {
            interrupt.signalled();
            assertTrue(interrupt.isAsked());
            // A terminal that closes and "timeout" send two or three within milliseconds.
            for (int i = 0; i < 3; i++) {
                interrupt.signalled();
                clock.addAndGet(300_000_000);
            }
            assertEquals(List.of(), left);
            clock.addAndGet(200_000_000);
            interrupt.signalled();
            assertEquals(List.of(130), left);
            return 0;
        });
        String said = err.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("press Ctrl-C again to quit now") && said.contains("quitting now"), said);
    }

    @Test
    void whatIsNotGuardedIsLeftAtOnce() {
        List<Integer> left = new ArrayList<>();
        Interrupt interrupt = new Interrupt(new PrintStream(new ByteArrayOutputStream()), left::add, System::nanoTime);
        assertFalse(interrupt.isAsked());
        interrupt.signalled();
        assertEquals(List.of(130), left);
    }

    @Test
    void downloadIsLeftAtOnceAndLeavesNoFileOfTheSet() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path cache = folder.resolve("cache");
            try (Child child = Child.start(
                            folder,
                            Map.of(
                                    "STAGECRAFT_CACHE",
                                    cache.toString(),
                                    "STAGECRAFT_FASHION_MNIST_URL",
                                    "http://localhost:" + silent.getLocalPort() + "/",
                                    "no_proxy",
                                    "localhost"),
                            List.of(),
                            "train",
                            "--model",
                            "dev.stagecraft.tests.SmallNet.Paper");
                    Socket connected = silent.accept()) {
                assertTrue(connected.isConnected());
                assertEndsWithin2Seconds(child, "INT");
                assertTrue(child.errors().contains("interrupted"), child.errors());
                assertEquals(
                        List.of(),
                        filesIn(cache.resolve("fashion-mnist")).stream()
                                .filter(name -> name.endsWith(".gz"))
                                .toList());
            }
        }
    }

    private static void assertEndsWithin2Seconds(Child child, String signal) throws Exception {
        long asked = System.nanoTime();
        child.signal(signal);
        assertEquals(130, child.ends(30), child.errors());
        double seconds = (System.nanoTime() - asked) / 1e9;
        assertTrue(seconds < 2, "it took " + seconds + " s");
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
