package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose device keeps the training images goes on with them, and says what it cannot do with them. */
class ImagesOnDeviceTest extends InThisProcess {
    private static final String MODEL = "dev.stagecraft.tests.SmallNet.Paper";
    private static final String KEPT = "--images-on-device";

    @TempDir
    private Path folder;

    @Test
    void runGoesOnAsItBegan() throws IOException {
        assertEquals(0, run(command("whole", 2, KEPT, "--flip", "--shift", "0.1")), err());
        assertTrue(err().contains("16 training images of 28×28×1 on the device take 12,544 bytes"), err());
        assertEquals("yes", settings("whole", 4).get("images on device").getAsString());
        assertEquals(0, run(command("broken", 1, KEPT, "--flip", "--shift", "0.1")), err());
        assertEquals(0, run(command("broken", 2, "--resume", "--flip", "--shift", "0.1")), err());
        assertEquals(hash("whole", 4), hash("broken", 4));
    }

    @Test
    void fedRunStaysFed() throws IOException {
        assertEquals(0, run(command("fed", 1)), err());
        assertFalse(settings("fed", 2).has("images on device"));
        assertEquals(2, run(command("fed", 2, "--resume", KEPT)));
        assertTrue(err().contains("images on device"), err());
        assertEquals(0, run(command("fed", 2, "--resume")), err());
    }

    @Test
    void whatTheDeviceCannotDoIsRefusedBeforeTheRun() {
        assertEquals(2, run(command("turned", 1, KEPT, "--rotate", "5")));
        assertTrue(
                err().contains(
                                "cannot be kept on the device, because the augmentation \"rotation by up to 5.0 degrees\""),
                err());
        assertFalse(Files.exists(folder.resolve("turned")));
    }

    private String[] command(String name, int epochs, String... more) {
        Stream<String> data = Stream.of("--data", "shapes", "--limit-train", "16", "--limit-test", "8");
        return train(
                MODEL,
                folder.resolve(name).toString(),
                epochs,
                Stream.concat(data, Stream.of(more)).toArray(String[]::new));
    }

    private String hash(String run, int step) throws IOException {
        return manifest(run, step).get("weightsSha256").getAsString();
    }

    private JsonObject settings(String run, int step) throws IOException {
        return manifest(run, step).getAsJsonObject("run").getAsJsonObject("settings");
    }

    private JsonObject manifest(String run, int step) throws IOException {
        Path file = folder.resolve(run).resolve("checkpoint-" + step).resolve("manifest.json");
        return new Gson().fromJson(Files.readString(file), JsonObject.class);
    }
}
