package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.Inspection;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import dev.stagecraft.runtime.checkpoint.SavedCheckpoint;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
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

    private static final int LONGEST_START_MILLIS = 4000;
    private static final int LONGEST_MILLIS = 1000;

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
                Set<Path> rests = parts(run, Set.of());
                try (Child child = start(run)) {
                    ended = kill ? !kill(child, run, kills, random, rests) : child.ends(MOST_SECONDS) == 0;
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
                "%d kills (%d while a checkpoint was written, %d in training, %d before it), %d runs, all with"
                        + " the weights %s%n",
                kills, duringSaves, inEpochs, beforeTraining, finished, expected);
        assertTrue(duringSaves + inEpochs > 0, "no kill was in time to hit training");
    }

    /**
     * Two of four kills come in the middle of writing a checkpoint, one at any moment of training, one at any moment of
     * the process's life. Says whether it was in time; a process that ended by itself was done.
     *
     * @param rests of earlier kills, which are there until the process has begun
     */
    private boolean kill(Child child, Path run, int number, Random random, Set<Path> rests) throws Exception {
        Process process = child.process();
        int kind = number % 4;
        if (kind == 3) {
            process.waitFor(random.nextInt(LONGEST_START_MILLIS), TimeUnit.MILLISECONDS);
        } else {
            child.awaits("resuming from", "nothing was saved");
            long patience = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_MILLIS));
            while (process.isAlive()
                    && (System.nanoTime() < patience
                            || (kind != 1 && parts(run, rests).isEmpty()))) {
                Thread.onSpinWait();
            }
        }
        process.destroyForcibly();
        process.waitFor();
        if (process.exitValue() == 0) {
            return false;
        }
        String out = child.out();
        if (!parts(run, rests).isEmpty()) {
            duringSaves++;
        } else if (out.contains("resuming from") || out.contains("nothing was saved")) {
            inEpochs++;
        } else {
            beforeTraining++;
        }
        return true;
    }

    private static Set<Path> parts(Path run, Set<Path> without) throws IOException {
        Set<Path> found = new HashSet<>();
        if (Files.isDirectory(run)) {
            try (DirectoryStream<Path> parts = Files.newDirectoryStream(run, ".part-*")) {
                parts.forEach(found::add);
            }
        }
        found.removeAll(without);
        return found;
    }

    /** Every checkpoint that has its name is whole, and the newest is no older than the newest was before. */
    private static long assertNothingLost(Path run, long reached) {
        long newest = reached;
        for (SavedCheckpoint kept : RunFolder.checkpoints(run)) {
            Inspection found = Checkpoints.inspect(kept.folder());
            assertEquals(kept.step(), found.step());
            newest = Math.max(newest, kept.step());
        }
        List<SavedCheckpoint> all = RunFolder.checkpoints(run);
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
