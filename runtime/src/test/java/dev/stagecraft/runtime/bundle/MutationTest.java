package dev.stagecraft.runtime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checkpoints whose structure was changed at random, under hashes and a seal that were made to fit, with a heap of 128 MiB
 * and no TensorFlow native. {@code -Dstagecraft.mutations=100000} asks for more than the default build has.
 */
class MutationTest {
    private static final int MUTATIONS = Integer.getInteger("stagecraft.mutations", 5_000);
    private static final long SEED = Long.getLong("stagecraft.mutations.seed", 1);

    @TempDir
    private Path folder;

    @Test
    void mutatedCheckpointsAreRefusedOrReadAsSaved() throws Exception {
        String withoutNative = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(place -> !place.matches(".*tensorflow-core-native-[\\d.]+-[^/]+\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        // With the second compiler, what counts as allocated depends on when methods are compiled.
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        withoutNative,
                        MutationProbe.class.getName(),
                        folder.toString(),
                        Integer.toString(MUTATIONS),
                        Long.toString(SEED))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(10, TimeUnit.MINUTES), "it hangs");
        assertEquals(0, process.exitValue(), said);
        System.out.print(said);
    }
}
