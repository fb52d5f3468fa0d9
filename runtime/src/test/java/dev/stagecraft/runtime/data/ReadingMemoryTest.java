package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formula of docs/data.md, with a set that takes twice the heap when it is decoded. */
class ReadingMemoryTest {
    private static final int SIDE = 1500;
    private static final int PICTURES = 30;

    /** What a process takes that reads one tiny picture. */
    private static final long EVERYTHING_ELSE = 24 << 20;

    @TempDir
    private Path folder;

    @Test
    void streamingStaysWithinItsFormula() throws IOException, InterruptedException {
        byte[] picture = BadPicturesTest.picture("jpg", SIDE, 1);
        for (int i = 0; i < PICTURES; i++) {
            Files.createDirectories(folder.resolve("all"));
            Files.write(folder.resolve("all/" + i + ".jpg"), picture);
        }
        long pixels = (long) SIDE * SIDE;
        long formula = ReadingProbe.READERS * (picture.length + 7 * pixels)
                + 3L * ReadingProbe.BATCH * ReadingProbe.INPUT.values() * Float.BYTES
                + 500 * PICTURES;
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + (formula + EVERYTHING_ELSE),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadingProbe.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertEquals("24 24\nout of memory\n", output);
    }
}
