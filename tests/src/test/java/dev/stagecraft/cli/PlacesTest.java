package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line leaves on a machine and says there, in processes of their own. */
class PlacesTest {
    private static final String MODEL = "dev.stagecraft.tests.SmallNet.Paper";

    @TempDir
    private Path folder;

    /** As in a container whose user has no home: natives go to a folder of this process alone, and none of others'. */
    @Test
    void withoutAHomeNothingIsLeft() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Path prepared =
                Files.createDirectories(temporary.resolve(".javacpp-" + System.getProperty("user.name") + "/cache"));
        Path killed = Files.createDirectory(temporary.resolve("stagecraft-natives-1"));
        Files.createFile(killed.resolve("in-use"));
        Map<String, String> environment = Map.of(
                "JAVA_TOOL_OPTIONS", "-Duser.home=? -Djava.io.tmpdir=" + temporary,
                "HOME", "/nowhere",
                "TMPDIR", "",
                "XDG_CACHE_HOME", "",
                "STAGECRAFT_CACHE", "");
        try (Child child = Child.start(folder, environment, List.of(), train())) {
            assertEquals(0, child.ends(120), child.toString());
            assertTrue(
                    child.errors().contains("NOTICE: TensorFlow's native library is unpacked to " + temporary),
                    child.errors());
            assertEquals(2, child.errors().lines().count(), child.errors());
        }
        assertEquals(List.of(prepared.getParent()), entries(temporary));
        assertEquals(List.of(), entries(prepared));
        assertFalse(Files.exists(Path.of("?")));
    }

    @Test
    void onlyOurOwnLinesAreOnStandardError() throws Exception {
        String run = folder.resolve("run").toString();
        String[] evaluate = {"evaluate", "--checkpoint", run, "--model", MODEL, "--data", "shapes", "--limit-test", "64"
        };
        for (String[] command : List.of(train(), evaluate)) {
            try (Child child = Child.start(folder, command)) {
                assertEquals(0, child.ends(120), child.toString());
                assertEquals("", child.errors());
            }
        }
    }

    /** A short training into the folder {@code run}. */
    private String[] train() {
        return new String[] {
            "train",
            "--model",
            MODEL,
            "--data",
            "shapes",
            "--limit-train",
            "64",
            "--limit-test",
            "64",
            "--epochs",
            "1",
            "--out",
            folder.resolve("run").toString()
        };
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.toList();
        }
    }
}
