package dev.stagecraft.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.Kept;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Training processes that are killed with SIGKILL at random moments, and in the middle of writing a checkpoint, and
 * resumed each time: nothing that was saved is lost, and the weights in the end are those of an unbroken run, bit for
 * bit. {@code -Dstagecraft.kills=50} asks for more kills than the default build has.
 */
class KillTest {
    private static final int KILLS = Integer.getInteger("stagecraft.kills", 4);
    private static final int MOST_SECONDS = 300;

    /** The slowest start seen took less; what is killed sooner may not have begun to train. */
    private static final int LONGEST_MILLIS = 2500;

    @TempDir
    private Path folder;

    private int duringSaves;
    private int inEpochs;
    private int beforeTraining;

    @Test
    void killedRunsEndAsUnbrokenOnes() throws Exception {
        Path whole = folder.resolve("unbroken");
        try (Child child = start(whole)) {
            assertEquals(0, child.ends(MOST_SECONDS), child::toString);
        }
        String expected = weights(whole);
        List<JsonObject> expectedMetrics = metrics(whole);

        Random random = new Random(KILLS);
        int kills = 0;
        int finished = 0;
        for (int runs = 0; kills < KILLS || finished == 0; runs++) {
            Path run = folder.resolve("run-" + runs);
            boolean ended = false;
            long reached = 0;
            while (!ended) {
                boolean kill = kills < KILLS;
                try (Child child = start(run)) {
                    ended = kill ? !kill(child, run, kills, random) : child.ends(MOST_SECONDS) == 0;
                    assertEquals(ended ? 0 : 128 + 9, child.ends(MOST_SECONDS), child::toString);
                }
                kills += ended ? 0 : 1;
                reached = assertNothingLost(run, reached);
            }
            finished++;
            assertEquals(expected, weights(run), "after " + kills + " kills in all");
            assertSameMetrics(expectedMetrics, metrics(run));
        }
        System.out.printf(
                "%d kills (%d while a checkpoint was written, %d in an epoch, %d before the first step), %d runs, all with"
                        + " the weights %s%n",
                kills, duringSaves, inEpochs, beforeTraining, finished, expected);
        assertNotEquals(0, duringSaves + inEpochs);
    }

    /** Says whether it was in time; a process that ended by itself was done. */
    private boolean kill(Child child, Path run, int number, Random random) throws Exception {
        Process process = child.process();
        boolean saving = number % 2 == 0;
        if (saving) {
            // Some saves pass first, so that it is not always the first one; then the next that is seen.
            long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(1500));
            child.awaits("training on");
            while (process.isAlive() && !(System.nanoTime() > patience && isSaving(run))) {
                Thread.onSpinWait();
            }
        } else {
            process.waitFor(500 + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        }
        if (!process.isAlive()) {
            return false;
        }
        boolean trained = child.out().contains("training on");
        process.destroyForcibly();
        process.waitFor();
        if (process.exitValue() == 0) {
            return false;
        }
        if (isSaving(run)) {
            duringSaves++;
        } else if (trained) {
            inEpochs++;
        } else {
            beforeTraining++;
        }
        return true;
    }

    private static boolean isSaving(Path run) throws IOException {
        if (!Files.isDirectory(run)) {
            return false;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(run, ".part-*")) {
            return parts.iterator().hasNext();
        }
    }

    /** Every checkpoint that has its name is whole, and the newest is no older than the newest was before. */
    private static long assertNothingLost(Path run, long reached) {
        long newest = reached;
        for (Kept kept : RunFolder.checkpoints(run)) {
            Inspection found = Checkpoints.inspect(kept.folder());
            assertEquals(kept.step(), found.step());
            newest = Math.max(newest, kept.step());
        }
        List<Kept> all = RunFolder.checkpoints(run);
        assertTrue(reached == 0 || all.get(all.size() - 1).step() >= reached, "step " + reached + " was lost: " + all);
        return newest;
    }

    private Child start(Path run) throws IOException {
        return Child.start(
                folder,
                "train",
                "--model",
                "dev.stagecraft.tests.SmallNet.Paper",
                "--data",
                "shapes",
                "--limit-train",
                "790",
                "--limit-test",
                "200",
                "--batch-size",
                "16",
                "--epochs",
                "8",
                "--optimizer",
                "adamw",
                "--schedule",
                "cosine",
                "--warm-up",
                "1",
                "--save-every-steps",
                "25",
                "--out",
                run.toString(),
                "--metrics",
                run + ".jsonl",
                "--resume");
    }

    private static String weights(Path run) throws IOException {
        List<JsonObject> lines = metrics(run);
        String last = lines.get(lines.size() - 1).get("weightsSha256").getAsString();
        assertEquals(Checkpoints.inspect(run).weightsSha256(), last);
        return last;
    }

    private static List<JsonObject> metrics(Path run) throws IOException {
        List<JsonObject> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(run + ".jsonl"))) {
            lines.add(new Gson().fromJson(line, JsonObject.class));
        }
        return lines;
    }

    private static void assertSameMetrics(List<JsonObject> expected, List<JsonObject> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            for (String key : List.of("epoch", "loss", "trainAccuracy", "testAccuracy", "weightsSha256")) {
                assertEquals(expected.get(i).get(key), found.get(i).get(key), key + " of epoch " + (i + 1));
            }
        }
    }
}
