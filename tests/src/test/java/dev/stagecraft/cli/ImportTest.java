package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.weights.file.OutgoingTensor;
import dev.stagecraft.weights.file.SafetensorsWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that come from elsewhere become a checkpoint without training. */
class ImportTest extends InThisProcess {
    private static final String MODEL = SmallNetFile.MODEL;
    private static final int CLASSES = SmallNetFile.CLASSES;

    @TempDir
    private static Path folder;

    private static Path weights;

    @BeforeAll
    static void write() throws IOException {
        weights = SmallNetFile.write(folder.resolve("weights"), CLASSES, (name, value) -> value);
    }

    @BeforeEach
    void forget() {
        out.reset();
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
        Path file = SmallNetFile.write(folder.resolve("no-head"), 7, (name, value) -> value);
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
        JsonObject run = JsonParser.parseString(Files.readString(imported.resolve("checkpoint-0/manifest.json")))
                .getAsJsonObject()
                .getAsJsonObject("run");
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
