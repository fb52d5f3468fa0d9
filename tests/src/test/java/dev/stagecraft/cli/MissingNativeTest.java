package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user meets who forgot to choose a TensorFlow native. */
class MissingNativeTest {
    @ParameterizedTest
    @ValueSource(strings = {"doctor", "train --model dev.stagecraft.tests.SmallNet.Paper --data shapes --device cpu"})
    void itIsNamedAndNothingElseIsSaid(String command) throws Exception {
        Process process = start(command.split(" "));
        String said = said(process);
        assertEquals(2, process.waitFor(), said);
        assertTrue(said.contains("org.tensorflow:tensorflow-core-native with the classifier"), said);
        assertFalse(said.contains("\tat ") || said.contains("interrupted"), said);
    }

    /** What lies on disk is read in Java alone. */
    @Test
    void checkpointsAreInspectedWithoutOne() throws Exception {
        Path saved = Path.of(
                MissingNativeTest.class.getResource("/pinned/adam/checkpoint-7").toURI());
        Process process = start("inspect", "--checkpoint", saved.toString());
        String said = said(process);
        assertEquals(0, process.waitFor(), said);
        assertTrue(said.contains("progress        step 7"), said);
        assertTrue(said.contains(Checkpoints.inspect(saved).weightsSha256()), said);
    }

    private static Process start(String... command) throws IOException {
        String all = System.getProperty("java.class.path");
        String without = Arrays.stream(all.split(File.pathSeparator))
                .filter(place -> !place.matches(".*tensorflow-core-native-[\\d.]+-[^/]+\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
        assertNotEquals(all, without, "the native was on the class path");
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                without,
                Main.class.getName()));
        java.addAll(List.of(command));
        return new ProcessBuilder(java).redirectErrorStream(true).start();
    }

    private static String said(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
