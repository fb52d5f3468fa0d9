package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Native memory stays flat. Not closing what a step fetches would leak some kilobytes a step. {@code
 * -Dstagecraft.memory=full} takes 20,000 steps and 200 lives of a network and allows 1 %; the default build takes fewer
 * and allows more, as the warm-up is shorter.
 */
class MemoryTest {
    private static final boolean FULL =
            System.getProperty("stagecraft.memory", "").equals("full");

    @Test
    void stepsTakeNoMemoryForGood() throws Exception {
        assertFlat("steps", FULL ? 4_000 : 1_500, FULL ? 20_000 : 3_000, FULL ? 0.01 : 0.02);
    }

    /** Positions of images that the device keeps. */
    @Test
    void stepsWithKeptImagesTakeNone() throws Exception {
        assertFlat("kept", FULL ? 4_000 : 1_500, FULL ? 20_000 : 3_000, FULL ? 0.01 : 0.02);
    }

    @Test
    void networksThatWereClosedTakeNone() throws Exception {
        assertFlat("lives", FULL ? 20 : 10, FULL ? 200 : 16, FULL ? 0.01 : 0.03);
    }

    @Test
    void answersTakeNone() throws Exception {
        assertFlat("answers", FULL ? 4_000 : 1_500, FULL ? 20_000 : 3_000, FULL ? 0.01 : 0.02);
    }

    private static void assertFlat(String what, int warmUp, int then, double growth) throws Exception {
        assumeTrue(
                Files.isReadable(Path.of("/proc/self/status")),
                "memory is read from /proc, which is not here: no check");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms256m",
                        "-Xmx256m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemoryProbe.class.getName(),
                        what,
                        Integer.toString(warmUp),
                        Integer.toString(then))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        List<Long> kibibytes = output.lines().map(Long::valueOf).toList();
        long before = kibibytes.get(0);
        long between = kibibytes.get(1);
        long after = kibibytes.get(2);
        // What leaks grows in both halves. What Java compiles late, on a busy machine, grows once.
        long steady = 2 * Math.min(between - before, after - between);
        String text = String.format(
                "%s: %,d KiB after %,d, %,d KiB and %,d KiB after %,d more each: %+.2f %%",
                what, before, warmUp, between, after, then / 2, 100.0 * steady / before);
        System.out.println(text);
        assertTrue(steady < before * growth, text);
    }
}
