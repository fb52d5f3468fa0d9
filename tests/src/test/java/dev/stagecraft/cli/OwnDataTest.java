package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.data.DataKind;
import dev.stagecraft.runtime.data.DataRequest;
import dev.stagecraft.runtime.data.DataSet;
import dev.stagecraft.runtime.data.Feed;
import dev.stagecraft.runtime.data.HorizontalFlip;
import dev.stagecraft.runtime.data.ImageShape;
import dev.stagecraft.runtime.data.Picture;
import dev.stagecraft.runtime.data.Pictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's own kind of data, of pictures of several sizes, from the first step to the evaluation of its checkpoint. */
class OwnDataTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";
    private static final String KIND = "class:" + Noise.class.getName();

    @TempDir
    private Path folder;

    @Test
    void ownKindIsTrainedOnResumedAndEvaluated() throws IOException {
        String place = folder.resolve("20").toString();
        Path relative = Path.of("").toAbsolutePath().relativize(Path.of(place));
        String run = folder.resolve("run").toString();
        String[] train = train(SMALL, run, 1, "--data", KIND + ":" + relative);
        assertEquals(0, run(train), err());
        assertTrue(out().contains("on noise of 20: 20 training images, 10 test images, each of its own size"), out());
        JsonObject manifest =
                new Gson().fromJson(Files.readString(Path.of(run, "checkpoint-3", "manifest.json")), JsonObject.class);
        JsonObject facts = manifest.getAsJsonObject("run");
        assertEquals(KIND, facts.get("dataKind").getAsString());
        assertEquals(
                relative.toAbsolutePath().toString(), facts.get("dataPlace").getAsString());
        JsonObject settings = facts.getAsJsonObject("settings");
        assertEquals("horizontal flip", settings.get("augmentation").getAsString());
        assertTrue(settings.get("training images").getAsString().contains("20 of several sizes×1 in 10 classes"));

        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run), err());
        assertTrue(out().contains("on noise of 20: loss"), out());
        assertEquals(
                0,
                run(
                        "train",
                        "--model",
                        SMALL,
                        "--out",
                        run,
                        "--resume",
                        "--epochs",
                        "2",
                        "--batch-size",
                        "8",
                        "--device",
                        "cpu",
                        "--no-tensorboard"),
                err());
        assertTrue(Files.exists(Path.of(run, "checkpoint-6")));
    }

    @Test
    void kindThatIsNotThereIsWrongUse() {
        assertEquals(Main.BAD_INPUT, run("train", "--model", SMALL, "--data", "class:com.acme.MyData"));
        assertTrue(err().contains("there is no class com.acme.MyData on the class path"), err());
        assertEquals(Main.BAD_INPUT, run("train", "--model", SMALL, "--data", "class:" + SMALL));
        assertTrue(err().contains("is not a kind of data"), err());
        assertEquals(Main.BAD_INPUT, run("train", "--model", SMALL, "--data", "circles"));
        assertTrue(err().contains("there is no kind of data called circles; known kinds are fashion-mnist"), err());
    }

    /** As many pictures as its place is called, flipped at random. */
    public static final class Noise implements DataKind {
        @Override
        public String name() {
            return "noise";
        }

        @Override
        public DataSet open(DataRequest request) {
            int count = Integer.parseInt(Path.of(request.place()).getFileName().toString());
            return new DataSet("noise of " + count, new Images(count, 1), new Images(count / 2, 2))
                    .withFeed(Feed.PLAIN.augmented(new HorizontalFlip()));
        }
    }

    private record Images(int size, long seed) implements Pictures {
        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int classes() {
            return 10;
        }

        @Override
        public boolean severalThreads() {
            return true;
        }

        @Override
        public Picture picture(int index) {
            ImageShape shape = new ImageShape(20 + index % 7, 30 - index % 5, 1);
            byte[] values = new byte[shape.values()];
            new Random(seed * 1000 + index).nextBytes(values);
            return new Picture(shape, values);
        }

        @Override
        public int label(int index) {
            return index % 10;
        }
    }
}
