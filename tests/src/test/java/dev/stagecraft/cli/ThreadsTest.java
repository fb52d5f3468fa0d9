package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The number of threads, each run in a process of its own. */
class ThreadsTest {
    private static final int MOST_SECONDS = 120;
    private static final String MODEL = "dev.stagecraft.tests.SmallNet.Paper";

    @TempDir
    private Path folder;

    @Test
    void resumedRunTakesTheSavedNumberUnlessToldOtherwise() throws Exception {
        String begun = train("--epochs", "1", "--threads", "3");
        assertTrue(begun.contains(" with 3 threads\n"), begun);
        assertEquals("3", saved(1).getAsString());

        String resumed = train("--epochs", "2", "--resume");
        assertTrue(resumed.contains(" with 3 threads\n"), resumed);
        assertFalse(resumed.contains("the number of"), resumed);
        assertEquals("3", saved(2).getAsString());

        String changed = train("--epochs", "3", "--resume", "--threads", "2");
        assertTrue(
                changed.contains("the number of threads was 3 when this was saved and is 2 now: the run continues, but"
                        + " its weights may differ from those of an uninterrupted run"),
                changed);
        assertEquals("2", saved(3).getAsString());
    }

    @Test
    void numberThatIsNoneIsRefused() throws Exception {
        try (Child child = Child.start(folder, "train", "--model", MODEL, "--data", "shapes", "--threads", "0")) {
            assertEquals(2, child.ends(MOST_SECONDS), child::toString);
            assertTrue(child.errors().contains("--threads is 0; it must be at least 1"), child::toString);
        }
    }

    private String train(String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--model",
                MODEL,
                "--data",
                "shapes",
                "--limit-train",
                "64",
                "--limit-test",
                "32",
                "--batch-size",
                "32",
                "--out",
                run().toString()));
        arguments.addAll(List.of(more));
        try (Child child = Child.start(folder, arguments.toArray(String[]::new))) {
            assertEquals(0, child.ends(MOST_SECONDS), child::toString);
            return child.out() + child.errors();
        }
    }

    private Path run() {
        return folder.resolve("run");
    }

    private JsonElement saved(int epochs) throws IOException {
        Path manifest = run().resolve("checkpoint-" + 2 * epochs).resolve("manifest.json");
        return new Gson()
                .fromJson(Files.readString(manifest), JsonObject.class)
                .getAsJsonObject("run")
                .get("threads");
    }
}
