package dev.stagecraft.runtime.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import dev.stagecraft.runtime.train.TrainableNetwork;
import dev.stagecraft.runtime.train.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is under way removes checkpoints that others read. */
class PrunedWhileReadTest {
    private static final DataSet DATA = Shapes.draw(1, 20, 10);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 20, 0.05, 1);

    @TempDir
    private Path run;

    @Test
    void newestIsLookedForAgainWhereTheRunWasNamed() throws IOException {
        Files.createDirectory(run.resolve("checkpoint-1"));
        List<String> tried = new ArrayList<>();
        String read = Newest.of(run, folder -> {
            tried.add(folder.getFileName().toString());
            if (tried.size() <= 3) {
                replace(folder, tried.size() + 1);
                throw new BadInputException(folder + " is incomplete or corrupt");
            }
            return folder.getFileName().toString();
        });
        assertEquals("checkpoint-4", read);
        assertEquals(List.of("checkpoint-1", "checkpoint-2", "checkpoint-3", "checkpoint-4"), tried);
    }

    /** What is broken and still there is not read again and again. */
    @Test
    void brokenOneIsRefusedAtOnce() throws IOException {
        Files.createDirectory(run.resolve("checkpoint-1"));
        List<Path> tried = new ArrayList<>();
        assertThrows(
                BadInputException.class,
                () -> Newest.of(run, folder -> {
                    tried.add(folder);
                    throw new BadInputException("broken");
                }));
        assertEquals(1, tried.size());
    }

    @Test
    void oneThatWasNamedItselfIsSaidToBeGone() throws IOException {
        Path checkpoint = Files.createDirectory(run.resolve("checkpoint-1"));
        Files.createFile(checkpoint.resolve("manifest.json"));
        BadInputException error = assertThrows(
                BadInputException.class,
                () -> Newest.of(checkpoint, folder -> {
                    try (RunFolder open = RunFolder.open(run)) {
                        open.remove(new SavedCheckpoint(folder, 1, true, Map.of()));
                    }
                    throw new BadInputException("its manifest is missing");
                }));
        assertTrue(error.getMessage().startsWith(checkpoint + " was removed while it was read"), error.getMessage());
    }

    private void replace(Path old, int step) {
        try {
            Files.createDirectory(run.resolve("checkpoint-" + step));
            Files.delete(old);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every way of reading, beside a run that saves and removes as fast as it can. */
    @Test
    void everyReaderFindsAWholeOne() throws Exception {
        try (TrainableNetwork network = TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), OPTIONS)) {
            Path first = network.save(run, DATA, OPTIONS, Progress.START);
            AtomicBoolean done = new AtomicBoolean();
            Thread writer = new Thread(() -> saveAndRemove(first, done));
            writer.start();
            int read = 0;
            while (!done.get()) {
                assertEquals("test.Tiny", Checkpoints.savedRun(run).network());
                assertEquals("test.Tiny", Checkpoints.inspect(run).network());
                network.restore(run);
                read++;
            }
            writer.join();
            assertTrue(read > 0);
        }
    }

    private void saveAndRemove(Path first, AtomicBoolean done) {
        try (RunFolder open = RunFolder.open(run)) {
            Path last = first;
            for (int step = 1; step <= 300; step++) {
                Path part = SavedFolders.newPart(run);
                try (Stream<Path> files = Files.list(last)) {
                    for (Path file : files.toList()) {
                        Files.copy(file, part.resolve(file.getFileName()));
                    }
                }
                Path next = Files.move(part, run.resolve("checkpoint-" + step));
                open.remove(new SavedCheckpoint(last, step - 1, true, Map.of()));
                last = next;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            done.set(true);
        }
    }
}
