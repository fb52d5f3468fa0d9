package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.host.Bfloat16;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in bfloat16: what they keep, that they resume bit for bit, and that float32 reads what they saved. */
class PrecisionTest extends InThisProcess {
    private static final String MODEL = "dev.stagecraft.tests.SmallNet.Paper";

    @TempDir
    private Path folder;

    private static void needInstructions() {
        if (!Bfloat16.isInCpu()) {
            System.out.println("NOTICE: this processor has no bfloat16; runs in bfloat16 are not tested.");
        }
        assumeTrue(Bfloat16.isInCpu());
    }

    /** On a machine with the instructions it trains, on another it is wrong use that leaves nothing. */
    @Test
    void processorDecides() {
        int code = run(command("any", 1, "--precision", "bfloat16"));
        assertEquals(Bfloat16.isInCpu() ? 0 : 2, code, err());
        assertEquals(Bfloat16.isInCpu(), Files.exists(folder.resolve("any")));
        assertEquals(!Bfloat16.isInCpu(), err().contains("has no instructions for it"));
    }

    @Test
    void resumedRunIsTheUnbrokenOne() throws IOException {
        needInstructions();
        assertEquals(0, run(command("whole", 2, "--precision", "bfloat16")), err());
        assertTrue(out().contains(", convolutions in bfloat16\n"), out());
        assertEquals(0, run(command("broken", 1, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("broken", 2, "--precision", "bfloat16", "--resume")), err());
        JsonObject whole = manifest("whole", 4);
        assertEquals(whole.get("weightsSha256"), manifest("broken", 4).get("weightsSha256"));
        assertEquals(
                "bfloat16",
                whole.getAsJsonObject("run")
                        .getAsJsonObject("settings")
                        .get("precision")
                        .getAsString());
    }

    @Test
    void precisionIsKept() throws IOException {
        needInstructions();
        assertEquals(0, run(command("run", 1, "--precision", "bfloat16")), err());
        assertEquals(2, run(command("run", 2, "--resume")));
        assertTrue(err().contains("precision was bfloat16"), err());
    }

    /** The same network, whatever its convolutions were trained in. */
    @Test
    void checkpointIsThatOfTheSameNetwork() throws IOException {
        needInstructions();
        assertEquals(0, run(command("low", 1, "--precision", "bfloat16")), err());
        assertEquals(0, run(command("full", 1, "--precision", "float32")), err());
        JsonObject low = manifest("low", 2);
        JsonObject full = manifest("full", 2);
        assertEquals(full.get("networkFingerprint"), low.get("networkFingerprint"));
        assertNotEquals(full.get("weightsSha256"), low.get("weightsSha256"));
        assertTrue(!full.getAsJsonObject("run").getAsJsonObject("settings").has("precision"), full.toString());
        String run = folder.resolve("low").toString();
        assertEquals(0, run("evaluate", "--checkpoint", run, "--device", "cpu"), err());
    }

    private String[] command(String name, int epochs, String... more) {
        return train(
                MODEL,
                folder.resolve(name).toString(),
                epochs,
                Stream.concat(
                                Stream.of("--data", "shapes", "--limit-train", "16", "--limit-test", "8"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    private JsonObject manifest(String run, int step) throws IOException {
        Path file = folder.resolve(run).resolve("checkpoint-" + step).resolve("manifest.json");
        return new Gson().fromJson(Files.readString(file), JsonObject.class);
    }
}
