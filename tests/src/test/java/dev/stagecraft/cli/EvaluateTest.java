package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.io.DurableFiles;
import dev.stagecraft.runtime.io.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkpoint alone says which network and which data it is evaluated on, and no other figure is given for it. */
class EvaluateTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";
    private static final String OTHER = "dev.stagecraft.tests.SmallNet$Text";
    private static final String LIKE = "dev.stagecraft.tests.SmallNet$Likewise";

    /** As it was when the run had ended; each test has it anew, at the place that the checkpoint names. */
    @TempDir
    private static Path ended;

    @TempDir
    private static Path parent;

    private static Path folder;
    private static Path data;
    private static Path run;
    private static JsonObject trained;

    /** Trained from a relative path, which is another place elsewhere. */
    @BeforeAll
    static void train() throws IOException {
        folder = Files.createDirectory(parent.resolve("here"));
        data = Files.createDirectory(folder.resolve("my data"));
        run = folder.resolve("run");
        images("train-images-idx3-ubyte", 0x803, 40, 3);
        images("train-labels-idx1-ubyte", 0x801, 40, 0);
        images("t10k-images-idx3-ubyte", 0x803, 30, 5);
        images("t10k-labels-idx1-ubyte", 0x801, 30, 0);
        Path metrics = folder.resolve("metrics");
        Path relative = Path.of("").toAbsolutePath().relativize(data);
        List<String> arguments =
                new ArrayList<>(List.of("train", "--model", SMALL, "--epochs", "1", "--device", "cpu"));
        arguments.addAll(List.of("--data", "fashion-mnist:" + relative, "--limit-test", "20", "--no-tensorboard"));
        arguments.addAll(List.of("--out", run.toString(), "--metrics", metrics.toString()));
        EvaluateTest first = new EvaluateTest();
        assertEquals(0, first.run(arguments.toArray(String[]::new)), first.err());
        trained = new Gson().fromJson(Files.readString(metrics), JsonObject.class);
        copy(folder, ended);
    }

    @BeforeEach
    void bringBack() throws IOException {
        DurableFiles.deleteTree(folder);
        copy(ended, folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> entries = Files.walk(from)) {
            for (Path entry : entries.toList()) {
                Path target = to.resolve(from.relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target);
                }
            }
        }
    }

    private static void images(String name, int magic, int count, int factor) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream numbers = new DataOutputStream(bytes);
        numbers.writeInt(magic);
        numbers.writeInt(count);
        if (factor > 0) {
            numbers.writeInt(28);
            numbers.writeInt(28);
        }
        for (int i = 0; i < count * (factor > 0 ? 28 * 28 : 1); i++) {
            numbers.writeByte(factor > 0 ? i * i * factor / 7 : i % 10);
        }
        Files.write(data.resolve(name), bytes.toByteArray());
    }

    @Test
    void checkpointAloneIsEnough() {
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--format", "json"), err());
        JsonObject found = new Gson().fromJson(out(), JsonObject.class);
        assertEquals(SMALL, found.get("model").getAsString());
        assertEquals(SMALL, found.get("savedModel").getAsString());
        assertFalse(found.get("forced").getAsBoolean());
        assertEquals(20, found.get("images").getAsInt(), "those that the run was tested on");
        assertEquals(trained.get("testAccuracy"), found.get("testAccuracy"));
        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--limit-test", "30"), err());
        assertTrue(out().contains("over 30 images"), out());
        out.reset();
        assertEquals(0, run("summary", "--checkpoint", run.toString()), err());
        String summary = out();
        out.reset();
        assertEquals(0, run("summary", "--model", SMALL), err());
        assertEquals(out(), summary);
    }

    @Test
    void itSaysWhereOtherCommandsWouldTakeAnotherCheckpoint() throws IOException {
        String[] further = {
            "train",
            "--model",
            SMALL,
            "--epochs",
            "2",
            "--device",
            "cpu",
            "--data",
            "fashion-mnist:" + data,
            "--limit-test",
            "20",
            "--no-tensorboard",
            "--out",
            run.toString(),
            "--resume"
        };
        assertEquals(0, run(further), err());
        reseal(json -> json.getAsJsonObject("metrics").addProperty("testAccuracy", 1));
        assertEquals(0, run("evaluate", "--checkpoint", run.toString()), err());
        assertTrue(out().contains("after step 2 on"), out());
        String expected = "NOTICE: evaluating " + run.resolve("checkpoint-2") + ", the newest of " + run
                + "; predict, export and verify use " + run.resolve("checkpoint-1") + ", the best of " + run
                + " by testAccuracy, 1.0000";
        assertTrue(err().contains(expected), err());
        String best = run.resolve("checkpoint-1").toString();
        assertEquals(0, run("evaluate", "--checkpoint", best), err());
        assertFalse(err().contains("evaluating"), err());
    }

    @Test
    void resultsOfEachClassAreFieldsInJsonAndTablesInText() {
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--format", "json"), err());
        JsonObject found = new Gson().fromJson(out(), JsonObject.class);
        assertEquals(
                List.of(
                        "model",
                        "data",
                        "images",
                        "step",
                        "epoch",
                        "loss",
                        "testAccuracy",
                        "savedModel",
                        "forced",
                        "top5Accuracy",
                        "macroF1",
                        "classes",
                        "confusion"),
                List.copyOf(found.keySet()));
        JsonArray rows = found.getAsJsonArray("confusion");
        int right = 0;
        int all = 0;
        for (int label = 0; label < 10; label++) {
            JsonObject of = found.getAsJsonArray("classes").get(label).getAsJsonObject();
            assertEquals(List.of("class", "name", "images", "precision", "recall", "f1"), List.copyOf(of.keySet()));
            assertEquals(label, of.get("class").getAsInt());
            assertEquals(2, of.get("images").getAsInt());
            int own = rows.get(label).getAsJsonArray().get(label).getAsInt();
            assertEquals(own / 2.0, of.get("recall").getAsDouble());
            right += own;
            for (JsonElement count : rows.get(label).getAsJsonArray()) {
                all += count.getAsInt();
            }
        }
        assertEquals(20, all);
        assertEquals(right / 20.0, found.get("testAccuracy").getAsDouble(), 1e-12);

        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run.toString()), err());
        List<String> lines = out().lines().toList();
        assertTrue(
                lines.get(0)
                        .matches(".*SmallNet\\$Paper after step 1 on IDX images [0-9a-f]+: loss \\d+\\.\\d{4},"
                                + " test acc \\d\\.\\d{3} over 20 images"),
                lines.get(0));
        assertTrue(lines.get(1).matches("top-5 acc \\d\\.\\d{3}, macro F1 \\d\\.\\d{3}"), lines.get(1));
        assertEquals("class   images  precision  recall     F1", lines.get(3));
        assertTrue(lines.get(4).matches("0 +2 +[01]\\.\\d{3} +[01]\\.\\d{3} +[01]\\.\\d{3}"), lines.get(4));
        assertEquals("class  0  1  2  3  4  5  6  7  8  9", lines.get(16));
        assertTrue(lines.get(17).matches("0    (  \\d){10}"), lines.get(17));
        assertEquals(27, lines.size(), out());
    }

    @Test
    void runGoesOnOnItsOwnData() {
        String[] resume = {"train", "--model", SMALL, "--epochs", "2", "--limit-test", "20", "--out", run.toString()};
        assertEquals(0, run(with(resume, "--resume", "--no-tensorboard")), err());
        assertTrue(out().contains(" at step 1 ("), out());
        assertFalse(err().contains("synthetic"), err());
    }

    /** What is done to a run before it is asked for, and what is said then. */
    private interface Spoiler {
        void spoil(EvaluateTest test) throws IOException;
    }

    private static Arguments refused(String what, Spoiler spoiler, List<String> arguments, String... says) {
        return Arguments.of(what, spoiler, arguments, says);
    }

    static Stream<Arguments> refusals() {
        Spoiler nothing = test -> {};
        return Stream.of(
                refused(
                        "data that is gone",
                        test -> Files.move(data, folder.resolve("elsewhere")),
                        List.of(),
                        "the data of ",
                        "my data, cannot be opened: ",
                        "name it with --data KIND[:PLACE]"),
                refused(
                        "one other pixel to test on",
                        test -> test.changeByte("t10k-images-idx3-ubyte", 16 + 19 * 784 + 5),
                        List.of(),
                        "the test images in fashion-mnist:",
                        "are not the ones that "),
                refused(
                        "one other label to train on",
                        test -> test.changeByte("train-labels-idx1-ubyte", 8 + 39),
                        List.of(),
                        "the training images in fashion-mnist:"),
                refused(
                        "an earlier version's checkpoint",
                        test -> test.reseal(json -> {
                            json.remove("evaluationFingerprint");
                            for (String field : List.of("dataKind", "dataPlace", "classPath")) {
                                json.getAsJsonObject("run").remove(field);
                            }
                        }),
                        List.of(),
                        "does not record where its data (IDX images ",
                        "name the data with --data KIND[:PLACE]"),
                refused(
                        "a kind that there is not",
                        test -> test.reseal(
                                json -> json.getAsJsonObject("run").addProperty("dataKind", "\u001b]0;mine\u0007")),
                        List.of(),
                        "there is no kind of data called \\u001b]0;mine\\u0007"),
                refused(
                        "a place that cannot be",
                        test -> test.reseal(
                                json -> json.getAsJsonObject("run").addProperty("dataPlace", "/a\u0000\u001b[2J")),
                        List.of(),
                        "\\u001b[2J",
                        "cannot be opened"),
                refused(
                        "more images than there are",
                        test -> test.reseal(json -> json.getAsJsonObject("run")
                                .getAsJsonObject("settings")
                                .addProperty(
                                        "test images",
                                        "x, 9,999,999,999,999 of 28×28×1 in 10 classes (SHA-256 " + "0".repeat(64)
                                                + ")")),
                        List.of(),
                        "the test images in "),
                refused(
                        "images that are not told of",
                        test -> test.reseal(json -> json.getAsJsonObject("run")
                                .getAsJsonObject("settings")
                                .remove("test images")),
                        List.of(),
                        "the test images in "),
                refused(
                        "a set that was named and is not there",
                        nothing,
                        List.of("--data", "fashion-mnist:/no/such/folder"),
                        "/no/such/folder is missing"),
                refused(
                        "a class that is not on the class path",
                        test -> test.reseal(json -> {
                            json.addProperty("network", "acme.Gone");
                            json.getAsJsonObject("run").addProperty("classPath", "target/my classes");
                        }),
                        List.of(),
                        "there is no class acme.Gone on the class path",
                        "records that its run was given --classpath 'target/my classes'; add that option if you"
                                + " trust"),
                refused(
                        "a class path that is none",
                        test -> test.reseal(json -> {
                            json.addProperty("network", "acme.Gone");
                            json.getAsJsonObject("run").addProperty("classPath", "\u001b[2J");
                        }),
                        List.of(),
                        "--classpath '\\u001b[2J'"),
                refused(
                        "a name that is no class's",
                        test -> test.reseal(json -> json.addProperty("network", "../\u001b[2J")),
                        List.of(),
                        "was saved from ../\\u001b[2J, which is not a valid class name"),
                refused(
                        "a network of other variables",
                        nothing,
                        List.of("--model", OTHER),
                        "belongs to another network (" + SMALL + ")"),
                refused(
                        "a network of equal variables",
                        nothing,
                        List.of("--model", LIKE),
                        "was saved from " + SMALL + ", and " + LIKE + " is another network",
                        "--force"),
                refused(
                        "another form of the network",
                        test -> test.reseal(json -> json.addProperty("evaluationFingerprint", "0".repeat(64))),
                        List.of(),
                        "was saved from another version of " + SMALL,
                        "--force"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void noOtherFigureIsGiven(String what, Spoiler spoiler, List<String> arguments, String[] says) throws IOException {
        spoiler.spoil(this);
        String[] evaluate = {"evaluate", "--checkpoint", run.toString()};
        assertEquals(2, run(with(evaluate, arguments.toArray(String[]::new))), what + ": " + out() + err());
        for (String words : says) {
            assertTrue(err().contains(words), err());
        }
        assertFalse(err().contains("\tat ") || err().contains("\u001b"), err());
        assertEquals("", out());
    }

    @Test
    void anotherNetworkIsForcedAloud() {
        String[] evaluate = {"evaluate", "--checkpoint", run.toString(), "--model", LIKE, "--force", "--format", "json"
        };
        assertEquals(0, run(evaluate), err());
        JsonObject found = new Gson().fromJson(out(), JsonObject.class);
        assertTrue(found.get("forced").getAsBoolean());
        assertEquals(LIKE, found.get("model").getAsString());
        assertEquals(SMALL, found.get("savedModel").getAsString());
        assertTrue(err().contains("NOTICE: ") && err().contains(LIKE + " is another network"), err());
        assertEquals(2, run("evaluate", "--checkpoint", run.toString(), "--model", OTHER, "--force"), "its variables");
    }

    /** Old manifests lack the hash of what was computed: the name alone is compared. */
    @Test
    void earlierCheckpointIsEvaluatedOnDataThatIsNamed() throws IOException {
        reseal(json -> {
            json.remove("evaluationFingerprint");
            for (String field : List.of("dataKind", "dataPlace", "classPath")) {
                json.getAsJsonObject("run").remove(field);
            }
        });
        assertEquals(
                0,
                run("evaluate", "--checkpoint", run.toString(), "--data", "fashion-mnist:" + data, "--format", "json"),
                err());
        assertEquals(
                30, new Gson().fromJson(out(), JsonObject.class).get("images").getAsInt());
        assertEquals(2, run("evaluate", "--checkpoint", run.toString(), "--model", LIKE, "--data", "shapes"));
        assertEquals(0, run("evaluate", "--checkpoint", run.toString(), "--data", "shapes"), err());
    }

    @Test
    void summaryIsOfTheNetworkThatWasSaved() throws IOException {
        assertEquals(2, run("summary", "--checkpoint", run.toString(), "--model", OTHER));
        assertTrue(err().contains("was saved from " + SMALL + ", but --model is " + OTHER), err());
        reseal(json -> json.addProperty("network", OTHER));
        assertEquals(2, run("summary", "--checkpoint", run.toString()));
        assertTrue(err().contains("was saved from another version of " + OTHER), err());
        assertEquals(2, run("summary", "--checkpoint", folder.resolve("none").toString()));
        assertTrue(err().contains("holds no checkpoint"), err());
        assertEquals("", out());
    }

    private void changeByte(String name, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(data.resolve(name));
        bytes[at] ^= 1;
        Files.write(data.resolve(name), bytes);
    }

    private void reseal(Consumer<JsonObject> change) throws IOException {
        Path file = run.resolve("checkpoint-1/manifest.json");
        JsonObject json = new Gson().fromJson(Files.readString(file), JsonObject.class);
        json.remove("seal");
        change.accept(json);
        String body = new GsonBuilder().setPrettyPrinting().create().toJson(json);
        String seal = HexFormat.of().formatHex(Sha256.of(body));
        Files.writeString(file, body.substring(0, body.length() - 2) + ",\n  \"seal\": \"" + seal + "\"\n}");
    }

    private static String[] with(String[] arguments, String... more) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }
}
