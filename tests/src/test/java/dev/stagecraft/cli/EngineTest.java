package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A run keeps the engine that it began with. */
class EngineTest extends ShortRuns {
    @Test
    void newRunIsTunedAndSaysSo() throws IOException {
        assertEquals(0, run(command("whole", 2)), err());
        assertEquals("tuned", settings("whole", 4).get("engine").getAsString());
        assertEquals(0, run(command("broken", 1)), err());
        assertEquals(0, run(command("broken", 2, "--resume")), err());
        assertEquals(hash("whole", 4), hash("broken", 4));
    }

    /** A checkpoint without the setting is one of an earlier version. */
    @Test
    void runWithoutTheSettingGoesOnAsItBegan() throws IOException {
        assertEquals(0, run(command("whole", 2, "--engine", "rewritten")), err());
        assertEquals(0, run(command("broken", 1, "--engine", "rewritten")), err());
        assertFalse(settings("broken", 2).has("engine"));
        assertEquals(0, run(command("broken", 2, "--resume")), err());
        assertFalse(settings("broken", 4).has("engine"));
        assertEquals(hash("whole", 4), hash("broken", 4));
    }

    @Test
    void directRunOfAnEarlierVersionGoesOnAsItBegan() throws IOException {
        assertEquals(0, run(command("whole", 2, "--engine", "direct")), err());
        assertEquals(0, run(command("broken", 1, "--engine", "direct")), err());
        assertEquals(0, run(command("broken", 2, "--resume")), err());
        assertEquals("direct", settings("broken", 4).get("engine").getAsString());
        assertEquals(hash("whole", 4), hash("broken", 4));
    }

    @Test
    void otherEngineIsRefused() {
        assertEquals(0, run(command("run", 1)), err());
        assertEquals(2, run(command("run", 2, "--resume", "--engine", "rewritten")));
        assertTrue(err().contains("engine was tuned and is now rewritten"), err());
    }

    /** No machine of ours has a GPU when it runs the tests. */
    @Test
    void compiledIsForAGpu() {
        assertEquals(2, run(command("compiled", 1, "--engine", "compiled")));
        assertTrue(err().contains("engine is compiled, which trains on a GPU only"), err());
        assertFalse(Files.exists(folder.resolve("compiled")));
    }
}
