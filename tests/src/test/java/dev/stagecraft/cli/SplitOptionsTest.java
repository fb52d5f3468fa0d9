package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts that are cut off are the same in training, after resuming and in the evaluation. */
class SplitOptionsTest extends InThisProcess {
    private static final String SMALL = "dev.stagecraft.tests.SmallNet$Paper";

    @TempDir
    private Path folder;

    @Test
    void partsOfARunAreFoundAgain() throws IOException {
        String run = folder.resolve("run").toString();
        Path metrics = folder.resolve("metrics");
        String[] cut = {
            "--data",
            "shapes",
            "--validation-share",
            "0.01",
            "--test-share",
            "0.02",
            "--split-seed",
            "3",
            "--limit-train",
            "32",
            "--metrics",
            metrics.toString()
        };
        assertEquals(0, run(train(run, 1, cut)), err());
        assertTrue(
                out().contains(
                                "on synthetic shapes (drawings 2): 32 training images, 120 validation images, 240 test images"),
                out());
        assertTrue(err().contains("was split by class with split seed 3: 11,640 training images"), err());
        assertTrue(err().contains("the 2,000 test images of synthetic shapes (drawings 2) are not used"), err());
        assertTrue(out().contains(", val acc 0."), out());
        assertTrue(out().contains("after the last epoch: test loss"), out());
        JsonObject line = json(Files.readString(metrics));
        assertTrue(line.has("validationAccuracy") && line.has("testAccuracy"), line.toString());
        JsonObject facts = json(Files.readString(Path.of(run, "checkpoint-4", "manifest.json")))
                .getAsJsonObject("run");
        assertEquals(
                "seed 3, test share 0.02, validation share 0.01",
                facts.get("dataSplit").getAsString());

        out.reset();
        assertEquals(0, run("evaluate", "--checkpoint", run, "--format", "json", "--device", "cpu"), err());
        JsonObject found = json(out());
        assertEquals(240, found.get("images").getAsInt());
        assertEquals(
                line.get("testAccuracy").getAsDouble(),
                found.get("testAccuracy").getAsDouble());
        assertFalse(found.has("validationAccuracy"), found.toString());

        // The same data by name is cut in the run's way too, or one would test on what was trained on.
        out.reset();
        assertEquals(
                0,
                run("evaluate", "--checkpoint", run, "--data", "shapes", "--format", "json", "--device", "cpu"),
                err());
        assertEquals(found.get("loss"), json(out()).get("loss"));

        assertEquals(0, run(train(run, 2, "--resume", "--limit-train", "32")), err());
        assertEquals(Main.BAD_INPUT, run(train(run, 3, "--resume", "--limit-train", "32", "--split-seed", "4")));
        assertTrue(err().contains("training images"), err());
    }

    private static String[] train(String run, int epochs, String... more) {
        return train(SMALL, run, epochs, more);
    }

    private static JsonObject json(String text) {
        return new Gson().fromJson(text, JsonObject.class);
    }

    @Test
    void sharesThatCannotBeAreWrongUse() {
        for (List<String> each : List.of(
                List.of("--test-share", "1", "it must be from 0 to below 1"),
                List.of("--validation-share", "-0.1", "it must be from 0 to below 1"))) {
            assertEquals(Main.BAD_INPUT, run("train", "--model", SMALL, "--data", "shapes", each.get(0), each.get(1)));
            assertTrue(err().contains(each.get(2)), err());
        }
        assertEquals(
                Main.BAD_INPUT,
                run(
                        "train",
                        "--model",
                        SMALL,
                        "--data",
                        "shapes",
                        "--keep-best",
                        "validationLoss",
                        "--limit-train",
                        "32",
                        "--limit-test",
                        "8",
                        "--device",
                        "cpu",
                        "--out",
                        folder.resolve("x").toString()));
        assertTrue(err().contains("but the data has no validation images; use testLoss"), err());
    }
}
