package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is done with a run's files is done in a thread that is interrupted, which stays so. */
class InterruptedFilesTest {
    private static final DataSet DATA = Shapes.draw(1, 20, 10);
    private static final TrainingOptions OPTIONS = new TrainingOptions(2, 20, 0.05, 1);
    private static final Progress AFTER_ONE = new Progress(1, 1, 0, 0, 0, 0, 0);

    @TempDir
    private Path folder;

    @AfterEach
    void lowerTheFlag() {
        Thread.interrupted();
    }

    @Test
    void runIsOpenedSavedReadAndPruned() {
        try (TrainableNetwork network = TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), OPTIONS)) {
            Thread.currentThread().interrupt();
            try (RunFolder run = RunFolder.open(folder)) {
                Path saved = network.save(folder, DATA, OPTIONS, AFTER_ONE);
                assertTrue(Files.exists(saved.resolve("manifest.json")));
                assertTrue(network.resume(run, Optional.empty(), DATA, OPTIONS).isPresent());
                assertEquals(AFTER_ONE, network.restore(folder));
                assertEquals("test.Tiny", Checkpoints.savedRun(folder).network());
                assertEquals(network.name(), Checkpoints.inspect(saved).network());
                List<SavedCheckpoint> kept = RunFolder.checkpoints(folder);
                run.remove(kept.get(0));
                assertFalse(Files.exists(saved));
            }
            assertTrue(Thread.interrupted(), "it is the caller's to lower the flag");
        }
    }
}
