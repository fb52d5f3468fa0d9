package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.io.Sha256;
import dev.stagecraft.runtime.network.Network;
import dev.stagecraft.runtime.step.NetworkGraph;
import dev.stagecraft.runtime.step.Variable;
import dev.stagecraft.tests.SmallNet_PaperNetwork;
import dev.stagecraft.tests.support.TorchFile;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that come from elsewhere: a run begins with them, or they become a checkpoint. */
class InitTest extends InThisProcess {
    private static final String MODEL = "dev.stagecraft.tests.SmallNet$Paper";
    private static final int CLASSES = 10;

    @TempDir
    private static Path folder;

    private static Path weights;

    @BeforeAll
    static void write() throws IOException {
        weights = write("weights", CLASSES, (name, value) -> value);
    }

    @BeforeEach
    void forget() {
        out.reset();
    }

    private interface Change {
        float of(String variable, float value);
    }

    /** A file for the network, with a head of some classes, in a folder of its own. */
    private static Path write(String name, int classes, Change change) throws IOException {
        TorchFile file = TorchFile.resnet(false);
        Network network = new SmallNet_PaperNetwork();
        Random random = new Random(1);
        try (NetworkGraph graph = NetworkGraph.build(network, network.input(), 1)) {
            for (Variable variable : graph.variables()) {
                long[] shape = variable.shape().asArray();
                if (variable.name().startsWith("head/")) {
                    shape[shape.length - 1] = classes;
                }
                float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
                for (int i = 0; i < values.length; i++) {
                    values[i] = change.of(variable.name(), 0.2f + 0.5f * random.nextFloat());
                }
                file.add(variable.name(), shape, values);
                if (variable.name().endsWith("/gamma")) {
                    file.addCounter(variable.name().replaceFirst("/gamma$", ""));
                }
            }
        }
        return file.write(Files.createDirectory(folder.resolve(name)).resolve("model.safetensors"));
    }

    private static JsonObject manifest(Path checkpoint) throws IOException {
        return JsonParser.parseString(Files.readString(checkpoint.resolve("manifest.json")))
                .getAsJsonObject();
    }

    private int train(Path run, int epochs, String... more) {
        return run(train(MODEL, run.toString(), epochs, more));
    }

    private static String[] shapes(String... more) {
        return Stream.concat(
                        Stream.of("--data", "shapes", "--limit-train", "32", "--limit-test", "16"), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void checkSaysWhetherAFileFits() throws IOException {
        assertEquals(0, run("check", "--model", MODEL, "--weights", weights.toString()), err());
        assertTrue(out().contains("variables of " + MODEL + " are loaded"), out());
        out.reset();
        assertEquals(
                1,
                run(
                        "check",
                        "--model",
                        "dev.stagecraft.samples.QuickstartResNet18",
                        "--weights",
                        weights.toString(),
                        "--format",
                        "json"),
                err());
        JsonObject report = JsonParser.parseString(out()).getAsJsonObject();
        assertFalse(report.get("fits").getAsBoolean());
        assertFalse(report.getAsJsonArray("fixes").isEmpty());
        assertEquals(
                2,
                run(
                        "check",
                        "--model",
                        MODEL,
                        "--weights",
                        folder.resolve("none").toString()));
        assertTrue(err().contains("does not exist; name a safetensors file"), err());
        assertEquals(2, run("check", "--model", MODEL, "--weights", folder.toString()));
        assertTrue(err().contains("is a folder; name the safetensors file in it"), err());
    }

    /** The manifest keeps where the weights came from; a resumed run needs no file and gives the same bits. */
    @Test
    void aRunBeginsWithThemAndGoesOnWithoutTheFile() throws IOException {
        Path file = Files.createDirectory(folder.resolve("gone")).resolve("model.safetensors");
        Files.copy(weights, file);
        Files.writeString(file.resolveSibling("config.json"), "{\"license\": \"cc-by-nc-4.0\"}");
        Path unbroken = folder.resolve("unbroken");
        assertEquals(0, train(unbroken, 2, shapes("--init", file.toString())), err());
        assertTrue(out().contains("beginning with " + file + ": "), out());
        assertTrue(
                err().contains("NOTICE: the license of these weights is cc-by-nc-4.0, which forbids commercial use"),
                err());

        Path broken = folder.resolve("broken");
        assertEquals(0, train(broken, 1, shapes("--init", file.getParent().toString())), err());
        Files.delete(file);
        Path half = newest(broken);
        assertEquals(0, train(broken, 2, shapes("--resume")), err());
        assertNotEquals(half, newest(broken));
        JsonObject whole = manifest(newest(unbroken));
        JsonObject resumed = manifest(newest(broken));
        assertEquals(whole.get("weightsSha256"), resumed.get("weightsSha256"));
        assertEquals(
                "{\"file\":\"model.safetensors\",\"sha256\":\"" + Sha256.of(weights)
                        + "\",\"license\":\"cc-by-nc-4.0\"}",
                resumed.getAsJsonObject("run").get("initialWeights").toString());
        assertEquals(whole.getAsJsonObject("run"), resumed.getAsJsonObject("run"));

        Path drawn = folder.resolve("drawn");
        assertEquals(0, train(drawn, 2, shapes()), err());
        assertNotEquals(whole.get("weightsSha256"), manifest(newest(drawn)).get("weightsSha256"));
        assertFalse(manifest(newest(drawn)).getAsJsonObject("run").has("initialWeights"));
    }

    /** Some put the whole text there, and a manifest has a limit for each text. */
    @Test
    void aLicenseOfManyPagesLeavesCheckpointsReadable() throws IOException {
        Path file = Files.createDirectory(folder.resolve("licensed")).resolve("model.safetensors");
        Files.copy(weights, file);
        Files.writeString(
                file.resolveSibling("config.json"), "{\"license\": \"\\ud800" + "word ".repeat(20_000) + "\"}");
        Path run = folder.resolve("licensed-run");
        assertEquals(0, train(run, 1, shapes("--init", file.toString())), err());
        assertEquals(0, train(run, 2, shapes("--resume")), err());
        String license = manifest(newest(run))
                .getAsJsonObject("run")
                .getAsJsonObject("initialWeights")
                .get("license")
                .getAsString();
        assertTrue(license.startsWith("\\ud800word word"), license);
        assertTrue(license.endsWith(" characters)"), license);
    }

    private static Path newest(Path run) throws IOException {
        try (Stream<Path> all = Files.list(run)) {
            return all.filter(path -> path.getFileName().toString().startsWith("checkpoint-"))
                    .max(Comparator.comparingInt(path ->
                            Integer.parseInt(path.getFileName().toString().substring("checkpoint-".length()))))
                    .orElseThrow();
        }
    }

    @Test
    void resumingAndBeginningExcludeEachOther() {
        assertEquals(2, train(folder.resolve("both"), 1, shapes("--init", weights.toString(), "--resume")));
        assertTrue(err().contains("--init and --resume cannot be combined"), err());
        assertFalse(Files.exists(folder.resolve("both")));
    }

    @Test
    void aRunsWeightsAreTakenByAnotherRun() throws IOException {
        Path first = folder.resolve("first");
        assertEquals(0, train(first, 1, shapes()), err());
        Path second = folder.resolve("second");
        assertEquals(0, train(second, 1, shapes("--init", first.toString())), err());
        assertTrue(err().contains("was chosen: the best of " + first + " by testAccuracy"), err());
        JsonObject initial = manifest(newest(second)).getAsJsonObject("run").getAsJsonObject("initialWeights");
        assertEquals(newest(first).getFileName().toString(), initial.get("file").getAsString());
        assertEquals(manifest(newest(first)).get("weightsSha256"), initial.get("sha256"));
    }

    @Test
    void theHeadOfOtherClassesIsNew() throws IOException {
        Path file = write("other-classes", 7, (name, value) -> value);
        assertEquals(0, train(folder.resolve("new-head"), 1, shapes("--init", file.toString())), err());
        assertTrue(
                out().contains("head/dense/kernel keeps its first value: the file has 7 classes and the network 10"),
                out());
        assertTrue(err().contains("there is no config.json beside " + file), err());
    }

    /** Nothing is loaded in part, and no folder holds a checkpoint afterwards. */
    @Test
    void damagedWeightsAreRefusedByName() throws IOException {
        Path file = write(
                "damaged",
                CLASSES,
                (name, value) -> name.equals("stage2/block1/norm2/moving_variance") ? -value : value);
        assertEquals(2, train(folder.resolve("refused"), 1, shapes("--init", file.toString())));
        assertTrue(err().contains("tensor layer2.0.bn2.running_var has the value -"), err());
        assertEquals(
                2,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        file.toString(),
                        "--out",
                        folder.resolve("r2").toString()));
        assertFalse(Files.exists(folder.resolve("r2")));
    }

    @Test
    void placesWithoutWeights() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertEquals(2, train(folder.resolve("none"), 1, shapes("--init", empty.toString())));
        assertTrue(err().contains(empty + " holds no checkpoint"), err());
        assertEquals(
                2,
                train(
                        folder.resolve("none"),
                        1,
                        shapes("--init", folder.resolve("nothing").toString())));
        assertTrue(err().contains("does not exist"), err());
        Path text = Files.writeString(folder.resolve("text.safetensors"), "<html>");
        assertEquals(2, train(folder.resolve("none"), 1, shapes("--init", text.toString())));
        assertFalse(err().contains("internal error"), err());
    }

    /** Asked without any training. */
    @Test
    void importedWeightsAnswer() throws IOException {
        Path names = Files.write(
                folder.resolve("classes.txt"),
                IntStream.range(0, CLASSES).mapToObj(i -> "kind " + i).toList());
        Path imported = folder.resolve("imported");
        assertEquals(
                0,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        weights.toString(),
                        "--classes",
                        names.toString(),
                        "--out",
                        imported.toString()),
                err());
        assertTrue(
                out().contains("stem/conv/kernel [5, 5, 1, 4] from conv1.weight [4, 1, 5, 5], axes reordered"), out());
        assertTrue(out().contains("strides and pool: @Stem(channels = 4, kernel = 5, stride = 1"), out());
        assertTrue(out().contains("weights are in " + imported.resolve("checkpoint-0")), out());
        out.reset();

        Path picture = folder.resolve("picture.png");
        ImageIO.write(new BufferedImage(10, 13, BufferedImage.TYPE_BYTE_GRAY), "png", picture.toFile());
        assertEquals(
                0, run("predict", "--checkpoint", imported.toString(), "--device", "cpu", picture.toString()), err());
        assertTrue(out().contains("kind "), out());
        out.reset();
        assertEquals(
                0,
                run(
                        "evaluate",
                        "--checkpoint",
                        imported.toString(),
                        "--data",
                        "shapes",
                        "--device",
                        "cpu",
                        "--limit-test",
                        "16"),
                err());
        assertTrue(out().contains("test acc"), out());
        assertEquals(2, run("evaluate", "--checkpoint", imported.toString()));
        assertTrue(
                err().contains(
                                "has no data of its own, because its weights were imported and not trained here; name the"
                                        + " data with --data"),
                err());

        assertEquals(2, run("import", "--model", MODEL, "--weights", weights.toString(), "--out", imported.toString()));
        assertTrue(err().contains("already holds checkpoint-0"), err());
    }

    @Test
    void anImportNeedsAHead() throws IOException {
        Path file = write("no-head", 7, (name, value) -> value);
        assertEquals(
                2,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        file.toString(),
                        "--out",
                        folder.resolve("x").toString()));
        assertTrue(err().contains("would answer at random"), err());
    }

    @Test
    void asManyNamesAsClasses() throws IOException {
        Path names = Files.writeString(folder.resolve("two.txt"), "cat\ndog\n");
        assertEquals(
                2,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        weights.toString(),
                        "--classes",
                        names.toString(),
                        "--out",
                        folder.resolve("y").toString()));
        assertTrue(err().contains("two.txt has 2 names; the network has 10 classes"), err());
    }

    @Test
    void theConfigurationBesideTheFileIsCompared() throws IOException {
        Path file = Files.createDirectory(folder.resolve("timm")).resolve("model.safetensors");
        Files.copy(weights, file);
        Files.writeString(file.resolveSibling("config.json"), """
                {"architecture": "resnetblur18", "num_classes": 10, "label_names": ["a","b","c","d","e","f","g","h","i","j"],
                 "pretrained_cfg": {"input_size": [1, 224, 224], "interpolation": "bicubic", "crop_pct": 0.875,
                  "mean": [0.5], "std": [0.25], "license": "apache-2.0"}}
                """);
        Path imported = folder.resolve("from-timm");
        assertEquals(
                0,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        file.getParent().toString(),
                        "--out",
                        imported.toString(),
                        "--format",
                        "json"),
                err());
        for (String said : List.of(
                "says the architecture resnetblur18, which has a blur, and the network has none",
                "says input_size [1, 224, 224]; the network takes [1, 13, 10]",
                "declare @Input(mean = {0.5})",
                "declare @Input(deviation = {0.25})",
                "declare @Input(resize = @Resize(mode = ResizeMode.CROP, filter = ResizeFilter.BICUBIC, share = 0.875))")) {
            assertTrue(err().contains(said), () -> said + " in " + err());
        }
        assertFalse(err().contains("license"), err());
        JsonObject report = JsonParser.parseString(out()).getAsJsonObject();
        assertTrue(report.get("fits").getAsBoolean());
        assertEquals("resnet", report.get("names").getAsString());
        assertEquals(
                imported.resolve("checkpoint-0").toString(),
                report.get("checkpoint").getAsString());
        assertFalse(report.has("refused"), out());
        assertEquals(CLASSES, report.get("classes").getAsInt());
        JsonObject run = manifest(imported.resolve("checkpoint-0")).getAsJsonObject("run");
        assertEquals(
                "apache-2.0",
                run.getAsJsonObject("initialWeights").get("license").getAsString());
        assertEquals("a", run.getAsJsonArray("classNames").get(0).getAsString());
    }

    /** They have no weights of their own, so that only the name of the architecture tells. */
    @Test
    void averagePoolsThatOnlyTheConfigurationNames() throws IOException {
        Path file = Files.createDirectory(folder.resolve("averaging")).resolve("model.safetensors");
        Files.copy(weights, file);
        Files.writeString(file.resolveSibling("config.json"), "{\"architecture\": \"seresnextaa101d_32x8d\"}");
        Path imported = folder.resolve("averaged");
        assertEquals(
                0, run("import", "--model", MODEL, "--weights", file.toString(), "--out", imported.toString()), err());
        assertTrue(err().contains("which has average pools in place of strides, and the network has none"), err());
    }

    @Test
    void aFileThatDoesNotFitNamesTheFirstDifference() throws IOException {
        Path file = folder.resolve("short.safetensors");
        SafetensorsWriter.write(
                file,
                List.of(OutgoingTensor.floats("conv1.weight", List.of(4L, 1L, 3L, 3L), () -> new float[36])),
                Map.of());
        assertEquals(
                2,
                run(
                        "import",
                        "--model",
                        MODEL,
                        "--weights",
                        file.toString(),
                        "--out",
                        folder.resolve("z").toString()));
        String said = err();
        assertTrue(said.contains("does not fit " + MODEL + ": stem/conv/kernel is [5, 5, 1, 4] in the network"), said);
        assertTrue(said.contains("@Stem(kernel = 3)"), said);
        assertTrue(said.contains("Nothing was loaded"), said);
        assertFalse(said.getBytes(StandardCharsets.UTF_8).length > 4000, said);
        assertFalse(out().contains("fits"), out());

        out.reset();
        String[] json = {
            "import",
            "--model",
            MODEL,
            "--weights",
            file.toString(),
            "--out",
            folder.resolve("z").toString(),
            "--format",
            "json"
        };
        assertEquals(2, run(json));
        JsonObject report = JsonParser.parseString(out()).getAsJsonObject();
        assertTrue(said.contains(report.get("refused").getAsString()), out());
        assertFalse(report.has("checkpoint"), out());
        assertFalse(report.get("fits").getAsBoolean());
        assertEquals(
                "stem/conv/kernel",
                report.getAsJsonObject("difference").get("variable").getAsString());
    }
}
