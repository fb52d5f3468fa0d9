package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.host.Bfloat16;
import dev.stagecraft.samples.ClassifyInCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of pictures over a run to names for pictures. */
class PredictTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";
    private static final int CLASSES = 10;

    @TempDir
    private static Path folder;

    private static Path pictures;
    private static Path run;

    @BeforeAll
    static void train() throws IOException {
        pictures = folder.resolve("pets");
        for (int label = 0; label < CLASSES; label++) {
            // A name that would move a terminal's cursor.
            Path of = Files.createDirectories(pictures.resolve(label == 3 ? "3\u001b[A" : "kind " + label));
            for (int i = 0; i < 5; i++) {
                draw(label, of.resolve(i + ".png"), 20 + i, 30 - i);
            }
        }
        run = folder.resolve("run");
        PredictTest trained = new PredictTest();
        assertEquals(
                0,
                trained.run(train(SMALL, run.toString(), 2, "--data", "folder:" + pictures, "--learning-rate", "0.05")),
                trained.err());
    }

    @BeforeEach
    void forget() {
        out.reset();
    }

    private static void draw(int label, Path file, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x * 10 / width == label ? 0xFFFFFF : 0x202020);
            }
        }
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    private int predict(String... more) {
        List<String> arguments = new ArrayList<>(List.of("predict", "--checkpoint", run.toString(), "--device", "cpu"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private List<JsonObject> answers() {
        return out().lines()
                .map(line -> new Gson().fromJson(line, JsonObject.class))
                .toList();
    }

    private static String file(JsonObject answer) {
        return answer.get("file").getAsString();
    }

    @Test
    void jsonHasEveryClassOfEveryPictureInOrder() {
        assertEquals(0, predict("--format", "json", "--batch-size", "7", pictures.toString()), err());
        List<JsonObject> answers = answers();
        assertEquals(CLASSES * 5, answers.size());
        // By code point, whatever the system's order: "3" comes before "k".
        assertEquals(pictures.resolve("3\u001b[A/0.png").toString(), file(answers.get(0)));
        assertEquals(pictures.resolve("kind 0/0.png").toString(), file(answers.get(5)));
        for (JsonObject answer : answers) {
            double sum = 0;
            double last = 1;
            for (JsonElement each : answer.getAsJsonArray("classes")) {
                JsonObject found = each.getAsJsonObject();
                double probability = found.get("probability").getAsDouble();
                int index = found.get("class").getAsInt();
                String name = index == 0 ? "3\u001b[A" : "kind " + (index > 3 ? index : index - 1);
                assertEquals(name, found.get("name").getAsString());
                assertTrue(probability <= last);
                last = probability;
                sum += probability;
            }
            assertEquals(1, sum, 1e-5);
            assertEquals(CLASSES, answer.getAsJsonArray("classes").size());
            assertFalse(answer.has("features") || answer.has("error"), answer.toString());
        }
    }

    @Test
    void bestCheckpointOfARunIsUsedAndNamed() throws IOException {
        String picture = pictures.resolve("kind 1/0.png").toString();
        assertEquals(0, predict(picture), err());
        JsonObject first = metrics("checkpoint-5");
        JsonObject second = metrics("checkpoint-10");
        boolean better = second.get("testAccuracy").getAsDouble()
                > first.get("testAccuracy").getAsDouble();
        assertTrue(
                err().contains("NOTICE: using " + run.resolve(better ? "checkpoint-10" : "checkpoint-5")
                        + ", the best of " + run + " by testAccuracy, "),
                err());
        run("predict", "--checkpoint", run.resolve("checkpoint-5").toString(), "--device", "cpu", picture);
        assertEquals("", err());
    }

    @Test
    void precisionIsFloat32OrBfloat16() {
        String picture = pictures.resolve("kind 1/0.png").toString();
        assertEquals(Bfloat16.isInCpu() ? 0 : 2, predict("--precision", "bfloat16", picture), err());
        assertEquals(2, predict("--precision", "float16", picture));
        assertTrue(err().contains("the precision of answers is float16; it must be float32 or bfloat16"), err());
    }

    private static JsonObject metrics(String checkpoint) throws IOException {
        String manifest = Files.readString(run.resolve(checkpoint).resolve("manifest.json"));
        return new Gson().fromJson(manifest, JsonObject.class).getAsJsonObject("metrics");
    }

    @Test
    void textIsALineAPictureAndPrintsNamesSafely() {
        Path picture = pictures.resolve("3\u001b[A/0.png");
        assertEquals(0, predict("--top", "10", picture.toString()), err());
        assertEquals(1, out().lines().count());
        assertTrue(out().matches(".*/pets/3\\\\u001b\\[A/0\\.png: (.* [01]\\.\\d{3}, ){9}.* [01]\\.\\d{3}\n"), out());
        assertTrue(out().contains("3\\u001b[A 0."), out());
        out.reset();
        assertEquals(0, predict(picture.toString()));
        assertEquals(5, out().split(", ").length, out());
    }

    @Test
    void featuresAreThoseThatTheLastLayerTakes() {
        String picture = pictures.resolve("kind 1/0.png").toString();
        assertEquals(0, predict("--features", "--top", "1", "--format", "json", picture), err());
        JsonObject answer = answers().get(0);
        assertEquals(6, answer.getAsJsonArray("features").size());
        assertEquals(1, answer.getAsJsonArray("classes").size());
        out.reset();
        assertEquals(0, predict("--features", picture), err());
        assertTrue(out().lines().toList().get(1).matches("  features( \\S+){6}"), out());
    }

    @Test
    void pictureThatCannotBeReadIsNamedAndTheOthersAreAnswered() throws IOException {
        Path mixed = Files.createDirectories(folder.resolve("mixed/below"));
        draw(1, mixed.resolve("b.png"), 20, 20);
        Files.writeString(mixed.resolve("a.png"), "no picture");
        Files.writeString(mixed.resolve("notes.txt"), "none");
        Files.writeString(mixed.resolve(".hidden.png"), "none");
        String missing = folder.resolve("missing.png").toString();
        assertEquals(
                Main.BAD_INPUT,
                predict("--format", "json", missing, mixed.getParent().toString()));
        List<JsonObject> answers = answers();
        assertEquals(
                List.of(missing, mixed + "/a.png", mixed + "/b.png"),
                answers.stream().map(PredictTest::file).toList());
        assertTrue(answers.get(0).get("error").getAsString().startsWith(missing + " cannot be read ("));
        assertTrue(answers.get(1).get("error").getAsString().contains(" is not a picture: it begins with \"no pic"));
        assertTrue(answers.get(2).has("classes"));
        assertTrue(err().contains("stagecraft: " + mixed + "/a.png is not a picture"), err());
        assertTrue(err().contains("2 entries in " + mixed.getParent() + " were skipped"), err());
        out.reset();
        Path empty = Files.createDirectories(folder.resolve("empty"));
        assertEquals(Main.BAD_INPUT, predict(empty.toString()));
        assertTrue(err().contains("stagecraft: " + empty + " has no pictures"), err());
        assertEquals("", out());
    }

    @Test
    void listComesFromStandardInput() {
        InputStream before = System.in;
        String one = pictures.resolve("kind 1/0.png").toString();
        String other = pictures.resolve("kind 2/0.png").toString();
        System.setIn(new ByteArrayInputStream((one + "\n\n" + other).getBytes(StandardCharsets.UTF_8)));
        try {
            assertEquals(0, predict("--format", "json", other, "-", one), err());
        } finally {
            System.setIn(before);
        }
        assertEquals(
                List.of(other, one, other, one),
                answers().stream().map(PredictTest::file).toList());
    }

    @Test
    void wrongUseIsASentence() {
        String picture = pictures.resolve("kind 1/0.png").toString();
        assertEquals(Main.BAD_INPUT, predict("--top", "0", picture));
        assertTrue(err().contains("--top is 0; it must be at least 1"), err());
        assertEquals(Main.BAD_INPUT, predict("--max-pixels", "100", picture));
        assertTrue(
                err().contains(picture + " claims 600 pixels; a request may have at most 100 pixels;"
                        + " use fewer or smaller pictures (see --max-pixels)"),
                err());
        assertEquals(Main.BAD_INPUT, predict());
        assertTrue(err().contains("Missing required parameter: 'PATH'"), err());
        assertEquals(Main.BAD_INPUT, predict("--model", "dev.stagecraft.tests.SmallNet.Likewise", picture));
        assertTrue(err().contains(" is another network, although it has the same variables"), err());
    }

    @Test
    void sampleAnswersFromTheFolderOfTheRun() {
        PrintStream before = System.out;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            String picture = pictures.resolve("kind 1/0.png").toString();
            ClassifyInCode.main(new String[] {run.toString(), picture, picture});
        } finally {
            System.setOut(before);
        }
        List<String> lines = out().lines().toList();
        assertEquals(4, lines.size(), out());
        assertTrue(lines.get(1).startsWith("[ClassProbability[index="), out());
        // A picture is like itself.
        assertEquals(1, Double.parseDouble(lines.get(3)), 1e-6);
    }

    /** The class, the data and its split are in the checkpoint. */
    @Test
    void runIsResumedFromItsFolderAlone() throws IOException {
        Path resumed = folder.resolve("resumed");
        assertEquals(
                0,
                run(train(SMALL, resumed.toString(), 1, "--data", "folder:" + pictures, "--split-seed", "4")),
                err());
        String[] arguments = {
            "train",
            "--resume",
            "--out",
            resumed.toString(),
            "--epochs",
            "2",
            "--batch-size",
            "8",
            "--device",
            "cpu",
            "--no-tensorboard"
        };
        assertEquals(0, run(arguments), err());
        assertTrue(Files.exists(resumed.resolve("checkpoint-10")), err());
        assertTrue(err().contains("split seed 4"), err());
    }
}
