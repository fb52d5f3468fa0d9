package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.checkpoint.CheckpointPolicy;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Resumed;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.RunOrigin;
import dev.stagecraft.runtime.checkpoint.SavedRun;
import dev.stagecraft.runtime.data.DataFingerprint;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.LabeledImages;
import dev.stagecraft.runtime.data.Shapes;
import dev.stagecraft.runtime.device.Device;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.metric.Progress;
import dev.stagecraft.runtime.step.TinyNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images a run is on: hashed to the last byte, once a run, and known again in what earlier versions wrote. */
class RunDataTest {
    /** More than earlier versions hashed. */
    private static final int COUNT = 2000;

    private static final DataSet DATA = Shapes.draw(1, COUNT, 20);
    private static final TrainingOptions OPTIONS = new TrainingOptions(1, 1000, 0.05, 1);
    private static final Device CPU = Device.choose(Device.Preference.CPU);

    @TempDir
    private Path folder;

    private static DataSet with(String name, IntPredicate black) {
        return new DataSet(name, OtherImages.black(DATA.train(), black), DATA.test());
    }

    /** As the sampled hash chose them: {@code i * COUNT / 1024}. */
    private static boolean isSampled(int index) {
        for (int i = 0; i < 1024; i++) {
            if ((int) ((long) i * COUNT / 1024) == index) {
                return true;
            }
        }
        return false;
    }

    @Test
    void oneBlackImageOfThousandsIsAnotherRunsData() {
        save(DATA);
        int hidden = 2;
        assertFalse(isSampled(hidden), "no earlier version would have seen it");
        BadInputException error =
                assertThrows(BadInputException.class, () -> resume(with(DATA.name(), index -> index == hidden)));
        assertTrue(error.getMessage().contains("training images was " + DATA.name()), error.getMessage());
        assertTrue(resume(with("called otherwise", index -> false)).isPresent(), "a name is no image");
    }

    @Test
    void checkpointOfAnEarlierVersionIsResumedItsWayAndTheNextOneHoldsTheNew() throws IOException {
        Path saved = save(DATA);
        String older = older(saved, "Fashion-MNIST");
        assertTrue(older.contains("Fashion-MNIST, 2,000 of 28×28×1 in 10 classes ("), older);
        assertTrue(resume(DATA).isPresent());
        assertTrue(resume(with("x", index -> !isSampled(index))).isPresent(), "as it was then");
        assertThrows(BadInputException.class, () -> resume(with("x", index -> index == 0)));
        Files.move(saved, folder.resolve("elsewhere"));
        String next = Files.readString(save(DATA).resolve("manifest.json"));
        assertTrue(next.contains("(SHA-256 " + DataFingerprint.of(DATA.train()) + ")"), next);
    }

    @Test
    void earlierDrawingsAreSaidToBe() throws IOException {
        older(save(DATA), "Shapes (drawn stand-in)");
        DataSet drawn = new DataSet(Shapes.NAME, DATA.train().first(500), DATA.test());
        BadInputException error = assertThrows(BadInputException.class, () -> resume(drawn));
        assertTrue(error.getMessage().contains("synthetic data of an earlier version"), error.getMessage());
        assertTrue(error.getMessage().contains("train again in another folder"), error.getMessage());
        try (TrainableNetwork network = open()) {
            assertEquals(new Progress(2, 1, 0, 0, 0, 0, 0), network.restore(folder), "its weights are read");
        }
    }

    /** A user's images may be slow to read: hashed once, and then read once an epoch. */
    @Test
    void imagesAreHashedOnceARun() {
        AtomicInteger reads = new AtomicInteger();
        OtherImages counted = new OtherImages(DATA.train(), (index, target) -> {
            reads.incrementAndGet();
            DATA.train().read(index, target);
        });
        DataSet data = new DataSet("slow", counted, DATA.test());
        TrainingOptions two = OPTIONS.withEpochs(2);
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = open()) {
            network.resume(run, Optional.empty(), data, two);
            CheckpointListener keeper =
                    new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, data, two, Progress.START);
            assertEquals(COUNT, reads.get());
            Outcome outcome = new Trainer(network, data, two, keeper).train();
            network.save(folder.resolve("again"), data, two, outcome.progress());
            assertEquals(2, RunFolder.checkpoints(folder).size());
        }
        assertEquals(3 * COUNT, reads.get());
    }

    @Test
    void imagesThatCannotBeReadAreASentence() {
        DataSet gone = with("gone", index -> {
            throw new UncheckedIOException(new NoSuchFileException("/gone"));
        });
        try (TrainableNetwork network = open()) {
            BadInputException error =
                    assertThrows(BadInputException.class, () -> network.save(folder, gone, OPTIONS, Progress.START));
            assertTrue(error.getMessage().contains("the images of gone cannot be read"), error.getMessage());
        }
    }

    @Test
    void manifestTellsWhereDataAndClassWereFound() {
        RunOrigin origin = new RunOrigin("fashion-mnist", "/data/fm", Optional.of("target/classes"));
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = open()) {
            new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, DATA, OPTIONS, Progress.START)
                    .from(origin)
                    .save(new Progress(2, 1, 0, 0, 0, 0, 0));
        }
        SavedRun saved = Checkpoints.savedRun(folder);
        assertEquals(Optional.of(origin), saved.origin());
        assertEquals("test.Tiny", saved.network());
        assertEquals(COUNT, saved.trainImages().orElseThrow().count());
        assertTrue(HashedImages.of("x", DATA.test()).matches(saved.testImages().orElseThrow()));
        assertEquals(Optional.empty(), savedByCode(folder.resolve("code")).origin());
    }

    /** What would make a manifest that no version reads is left out: it is a hint. */
    @Test
    void classPathWithoutEndIsNoHint() {
        RunOrigin origin = new RunOrigin("shapes", "", Optional.of("x:".repeat(100_000)));
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = open()) {
            new CheckpointListener(network, run, CheckpointPolicy.DEFAULT, DATA, OPTIONS, Progress.START)
                    .from(origin)
                    .save(new Progress(2, 1, 0, 0, 0, 0, 0));
        }
        assertEquals(
                Optional.empty(),
                Checkpoints.savedRun(folder).origin().orElseThrow().classPath());
    }

    private static SavedRun savedByCode(Path run) {
        try (TrainableNetwork network = open()) {
            network.save(run, DATA, OPTIONS, new Progress(2, 1, 0, 0, 0, 0, 0));
        }
        return Checkpoints.savedRun(run);
    }

    private Path save(DataSet data) {
        try (TrainableNetwork network = open()) {
            return network.save(folder, data, OPTIONS, new Progress(2, 1, 0, 0, 0, 0, 0));
        }
    }

    private Optional<Resumed> resume(DataSet data) {
        try (RunFolder run = RunFolder.open(folder);
                TrainableNetwork network = open()) {
            return network.resume(run, Optional.empty(), data, OPTIONS);
        }
    }

    private static TrainableNetwork open() {
        return TrainableNetwork.open(new TinyNetwork(4), DATA.train().shape(), CPU, OPTIONS);
    }

    /** Turns a checkpoint into one that an earlier version would have written. */
    private static String older(Path checkpoint, String name) throws IOException {
        Path file = checkpoint.resolve("manifest.json");
        JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
        json.remove("seal");
        json.remove("evaluationFingerprint");
        JsonObject settings = json.getAsJsonObject("run").getAsJsonObject("settings");
        for (Map.Entry<String, LabeledImages> part : Map.of("training images", DATA.train(), "test images", DATA.test())
                .entrySet()) {
            String text = settings.get(part.getKey()).getAsString();
            String sampled = DataFingerprint.sampled(part.getValue()).substring(0, 16);
            settings.addProperty(
                    part.getKey(),
                    name + text.substring(text.lastIndexOf(", "), text.lastIndexOf('(') + 1) + sampled + ")");
        }
        String body = new GsonBuilder().setPrettyPrinting().create().toJson(json);
        String seal = HexFormat.of().formatHex(Sha256.of(body));
        String text = body.substring(0, body.length() - 2) + ",\n  \"seal\": \"" + seal + "\"\n}";
        Files.writeString(file, text);
        return text;
    }
}
