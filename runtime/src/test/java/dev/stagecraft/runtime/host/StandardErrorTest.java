package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardErrorTest {
    /** The library below TensorFlow Java has no limit of the process's memory: none is written as 0. */
    private static final String DONE = "done, 0 bytes at most";

    @TempDir
    private Path folder;

    @Test
    void ownLinesAreHeardAndTensorFlowsAreNot() throws Exception {
        Path errors = folder.resolve("errors");
        assertEquals(DONE, run("2>'" + errors + "'"));
        List<String> lines = Files.readAllLines(errors);
        int last = lines.size() - 2;
        assertTrue(last > 10, lines.toString());
        for (int i = 0; i < last; i++) {
            assertEquals("line " + i, lines.get(i));
        }
        assertEquals(List.of("end", "after all"), lines.subList(last, lines.size()));
    }

    /** A closed descriptor is another file's by the time it is looked at, and must stay so. */
    @ParameterizedTest
    @ValueSource(strings = {"2>&-", "2</dev/null"})
    void descriptorThatCannotBeWrittenIsLeftAlone(String redirection) throws Exception {
        assertEquals(DONE, run(redirection));
    }

    private String run(String redirection) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "exec \"$@\" " + redirection, "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        if (Runtime.version().feature() >= 24) {
            // As the launcher starts it; without these Java itself warns on standard error.
            command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        }
        command.add(StandardErrorProbe.class.getName());
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(folder.resolve("other").toFile())
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), redirection);
        assertEquals(0, process.exitValue(), () -> read("other") + read("errors"));
        return Files.readString(out, StandardCharsets.UTF_8).strip();
    }

    private String read(String name) {
        try {
            Path file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return e.toString();
        }
    }
}
