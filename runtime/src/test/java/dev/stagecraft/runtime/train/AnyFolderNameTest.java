package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.data.Batch;
import dev.stagecraft.runtime.data.Batches;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.EpochOrder;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.optimize.Adam;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Saved, inspected, evaluated and resumed in folders whose names mean something to a shell, a pattern or an address. */
class AnyFolderNameTest {
    private static final DataSet DATA = Shapes.draw(1, 64, 10);
    private static final TrainingOptions OPTIONS =
            new TrainingOptions(1, 64, 0.05, 1).withOptimizer(Adam.DEFAULT, 0.01);

    private static TrainableNetwork trained;
    private static TrainableNetwork other;
    private static Progress progress;

    @TempDir
    private Path folder;

    @BeforeAll
    static void train() {
        trained = open();
        other = open();
        progress = new Trainer(trained, DATA, OPTIONS).train().progress();
    }

    @AfterAll
    static void close() {
        trained.close();
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exp [1]",
                "[",
                "]",
                "[!a]",
                "a\\b",
                "\\",
                "*",
                "?",
                "{a,b}",
                "{",
                "~",
                "$HOME",
                "`id`",
                "a'b\"c",
                "%41",
                "a%b",
                "%",
                "a;b&c|d",
                "-rf",
                " lead",
                "trail ",
                "a\nb",
                "a\tb",
                "\u001b[31m",
                "ram:",
                "file:",
                "a#b",
                "a+b",
                "...",
                "größe",
                "目录",
                "🗻",
                "e\u0301"
            })
    void isReadAsItWasWritten(String name) throws IOException {
        holds(named(folder, name).resolve("run"));
    }

    /** A link's target and what is above it are not what the text says. */
    @Test
    void linksAndDotsAreTheSystems() throws IOException {
        Path real = Files.createDirectories(folder.resolve("deep/er/real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        holds(link.resolve("../run"));
        assertTrue(Files.isDirectory(folder.resolve("deep/er/run")));
    }

    /** No text of Java's tells this name, whatever the locale. */
    @Test
    void nameInNoEncodingIsReadAsItWasWritten() throws Exception {
        Process process = new ProcessBuilder("sh", "-c", "mkdir \"$(printf 'a\\377b')\"")
                .directory(folder.toFile())
                .start();
        assumeTrue(process.waitFor() == 0, "this file system takes no such name");
        try (Stream<Path> entries = Files.list(folder)) {
            holds(entries.findFirst().orElseThrow().resolve("run"));
        }
    }

    private static Path named(Path parent, String name) throws IOException {
        try {
            return Files.createDirectory(parent.resolve(name));
        } catch (InvalidPathException e) {
            assumeTrue(false, "this locale has no such name: " + e.getMessage());
            throw e;
        }
    }

    private static void holds(Path run) throws IOException {
        Path saved = trained.save(run, DATA, OPTIONS, progress);
        String weights = trained.weightsSha256();
        try (Stream<Path> files = Files.list(saved)) {
            assertEquals(
                    List.of("manifest.json", "variables.data-00000-of-00001", "variables.index"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        assertEquals(weights, Checkpoints.inspect(run).weightsSha256());
        change();
        try (RunFolder opened = RunFolder.open(run)) {
            Resumed found =
                    other.resume(opened, Optional.empty(), DATA, OPTIONS).orElseThrow();
            assertEquals(saved.getFileName(), found.checkpoint().getFileName());
        }
        assertEquals(weights, other.weightsSha256());
        change();
        other.restore(saved);
        assertEquals(weights, other.weightsSha256());
        assertEquals(trained.evaluate(DATA.test(), 10), other.evaluate(DATA.test(), 10));
    }

    private static void change() {
        Batch batch = new Batches(DATA.train(), EpochOrder.inSequence(64), 64)
                .iterator()
                .next();
        other.step(batch, 0.1f);
        assertNotEquals(trained.weightsSha256(), other.weightsSha256());
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(
                new TinyNetwork(4), DATA.train().shape(), Device.choose(Device.Preference.CPU), OPTIONS);
    }
}
