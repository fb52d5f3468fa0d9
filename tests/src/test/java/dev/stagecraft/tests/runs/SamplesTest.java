package dev.stagecraft.tests.runs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs among the samples run, in a process of their own as a user starts them. */
class SamplesTest {
    @TempDir
    private Path folder;

    @Test
    void runOfOwnPartsTrainsSavesAndGoesOn() throws Exception {
        List<String> first = run("dev.stagecraft.samples.TrainWithOwnParts");
        assertEquals(20, first.stream().filter(line -> line.matches("#+")).count(), first.toString());
        assertTrue(
                first.stream().anyMatch(line -> line.matches("epoch 2: \\{topTwoAccuracy=[01]\\.\\d+\\}")),
                first.toString());
        String last = first.get(first.size() - 1);
        assertTrue(last.matches("step 20 \\(after epoch 2\\), weights [0-9a-f]{64}"), last);
        List<String> again = run("dev.stagecraft.samples.TrainWithOwnParts");
        assertEquals(
                List.of(last),
                again.stream().filter(line -> line.startsWith("step")).toList());
        assertTrue(again.stream().noneMatch(line -> line.matches("#+")), "there was nothing left to do: " + again);
    }

    private List<String> run(String sample) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        sample,
                        folder.resolve("run").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output.lines().toList();
    }
}
