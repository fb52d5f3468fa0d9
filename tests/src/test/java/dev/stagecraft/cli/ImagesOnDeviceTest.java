package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A run whose device keeps the training images goes on with them, and says what it cannot do with them. */
class ImagesOnDeviceTest extends ShortRuns {
    private static final String KEPT = "--images-on-device";

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
}
