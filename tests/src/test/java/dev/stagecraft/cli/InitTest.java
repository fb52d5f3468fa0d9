package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.io.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights that come from elsewhere: a run begins with them, or they become a checkpoint. */
class InitTest extends InThisProcess {
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
        Path file = SmallNetFile.write(folder.resolve("other-classes"), 7, (name, value) -> value);
        assertEquals(0, train(folder.resolve("new-head"), 1, shapes("--init", file.toString())), err());
        assertTrue(
                out().contains("head/dense/kernel keeps its first value: the file has 7 classes and the network 10"),
                out());
        assertTrue(err().contains("there is no config.json beside " + file), err());
    }

    /** Nothing is loaded in part, and no folder holds a checkpoint afterwards. */
    @Test
    void damagedWeightsAreRefusedByName() throws IOException {
        Path file = SmallNetFile.write(
                folder.resolve("damaged"),
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
}
