package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagecraft.runtime.host.Bfloat16;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code summary --fits}. */
class FitsTest extends InThisProcess {
    private static final String MODEL = "dev.stagecraft.samples.FashionResNet18";

    @Test
    void largestBatchFollowsThePrecisionAndTheBlocks() {
        long usual = batch("--fits", "8GiB");
        assertTrue(usual > 1000, "batch of " + usual);
        assertTrue(batch("--fits", "8GiB", "--precision", "bfloat16") > 1.5 * usual);
        assertTrue(batch("--fits", "8GiB", "--recompute") > usual);
        assertTrue(batch("--fits", "8GiB", "--recompute=false") < usual);
        assertTrue(batch("--fits", "4GB") < usual / 2 + 1);
    }

    /** ResNet-18 is of a measured form. */
    @Test
    void autoCountsAsWhatARunWouldTake() {
        String decided = Bfloat16.isInCpu() ? "bfloat16" : "float32";
        assertEquals(batch("--fits", "8GiB", "--precision", decided), batch("--fits", "8GiB", "--precision", "auto"));
        assertEquals(0, run("summary", "--model", MODEL, "--fits", "8GiB", "--precision", "auto"), err());
        assertTrue(out().contains("(" + decided + ", an estimate)"), out());
        String deeper = "dev.stagecraft.samples.zoo.CifarResNet1202";
        assertEquals(0, run("summary", "--model", deeper, "--fits", "8GiB", "--precision", "auto"), err());
        assertTrue(out().contains("(float32, an estimate)"), out());
    }

    @Test
    void textEndsWithTheAnswer() {
        assertEquals(0, run("summary", "--model", MODEL, "--fits", "16GiB"), err());
        String last = out().strip().lines().reduce("", (before, line) -> line);
        assertTrue(
                last.matches("the largest batch that fits into 16GiB: [0-9,]+; a training step takes [0-9,]+ MiB and"
                        + " [0-9.]+ MiB for each image \\(float32, an estimate\\)"),
                last);
    }

    @Test
    void exitCodeIsOneIfNothingFits() {
        assertEquals(1, run("summary", "--model", MODEL, "--fits", "100MB"), err());
        assertTrue(out().contains("not even one image fits into 100MB: a training step of one takes "), out());
    }

    @Test
    void wrongUseIsRefused() {
        assertEquals(2, run("summary", "--model", MODEL, "--fits", "16G"));
        assertTrue(err().contains("'16G' is not an amount of memory"), err());
        assertEquals(2, run("summary", "--model", MODEL, "--precision", "bfloat16"));
        assertTrue(err().contains("--precision and --recompute apply only to --fits"), err());
    }

    private long batch(String... arguments) {
        List<String> all = new ArrayList<>(List.of("summary", "--model", MODEL, "--format", "json"));
        all.addAll(List.of(arguments));
        out.reset();
        assertEquals(0, run(all.toArray(String[]::new)), err());
        JsonObject json = JsonParser.parseString(out()).getAsJsonObject();
        assertTrue(json.has("layers"));
        return json.getAsJsonObject("fits").get("batchSize").getAsLong();
    }
}
