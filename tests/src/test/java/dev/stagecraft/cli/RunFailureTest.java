package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagecraft.runtime.checkpoint.Checkpoints;
import dev.stagecraft.runtime.checkpoint.RunFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose disk or folder fails them, in processes of their own. */
class RunFailureTest {
    @TempDir
    private Path folder;

    /** A disk of its own that fills up, turns read-only, and is mended; all in one mount namespace. */
    @Test
    void fullAndReadOnlyDisksEndARunThatGoesOnLater() throws Exception {
        assumeTrue(canMount(), "nobody may mount here, so no disk was filled");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        String train = Stream.of(command("20"), List.of("--out", disk + "/run", "--no-tensorboard"))
                .flatMap(List::stream)
                .map(ShellWord::of)
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        String script = String.join(
                "\n",
                "mount -t tmpfs -o size=256k tmpfs " + disk,
                train + " --keep 1000 --save-every-steps 1 > full 2>&1; echo \"full $?\"",
                "ls -A " + disk + "/run | grep -c part; ls " + disk + "/run | grep -c checkpoint",
                "mount -o remount,ro " + disk,
                train + " --resume > readonly 2>&1; echo \"readonly $?\"",
                "mount -o remount,rw,size=50m " + disk,
                train + " --resume --metrics resumed.jsonl > mended 2>&1; echo \"mended $?\"");
        Process process = new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        List<String> lines = said.lines().toList();
        assertEquals("full 1", lines.get(0), () -> read("full"));
        assertEquals("0", lines.get(1), "parts are left");
        assertTrue(Integer.parseInt(lines.get(2)) >= 1, said);
        String full = read("full");
        assertTrue(full.contains("could not be saved in " + disk + "/run"), full);
        assertTrue(full.contains("what was saved before is untouched"), full);
        assertTrue(full.contains("resume from it with: ./stagecraft train"), full);
        assertFalse(full.contains("\tat "), full);
        assertEquals("readonly 2", lines.get(3), () -> read("readonly"));
        assertTrue(read("readonly").contains("/run cannot be written"), () -> read("readonly"));
        assertEquals("mended 0", lines.get(4), () -> read("mended"));

        try (Child unbroken = Child.start(folder, words(command("20"), "--out", folder + "/unbroken"))) {
            assertEquals(0, unbroken.ends(120), unbroken::toString);
        }
        String hash = Checkpoints.inspect(folder.resolve("unbroken")).weightsSha256();
        assertTrue(
                read("resumed.jsonl").strip().endsWith("\"weightsSha256\":\"" + hash + "\"}"), read("resumed.jsonl"));
    }

    @Test
    void secondRunInAFolderIsRefusedUntilTheFirstEndsHoweverItEnds() throws Exception {
        Path run = folder.resolve("run");
        try (Child first = Child.start(folder, words(command("1000000"), "--out", run.toString()))) {
            assertTrue(first.awaits("epoch 1,"), first::toString);
            try (Child second = Child.start(folder, words(command("2"), "--out", run.toString(), "--resume"))) {
                assertEquals(2, second.ends(60), second::toString);
                assertTrue(
                        second.errors()
                                .contains(run + " is in use by another run (the process "
                                        + first.process().pid() + ")"),
                        second.errors());
            }
            first.process().destroyForcibly().waitFor();
        }
        long step = RunFolder.checkpoints(run).stream()
                .mapToLong(kept -> kept.step())
                .max()
                .orElseThrow();
        String epochs = Long.toString(step / 13 + 1);
        try (Child third = Child.start(folder, words(command(epochs), "--out", run.toString(), "--resume"))) {
            assertEquals(0, third.ends(60), third::toString);
            assertTrue(third.out().contains(" at step "), third.out());
        }
    }

    private static List<String> command(String epochs) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.stagecraft.cli.Main",
                "train",
                "--model",
                "dev.stagecraft.tests.SmallNet.Paper",
                "--data",
                "shapes",
                "--limit-train",
                "200",
                "--limit-test",
                "50",
                "--batch-size",
                "16",
                "--optimizer",
                "momentum",
                "--epochs",
                epochs);
    }

    /** The arguments alone. */
    private static String[] words(List<String> command, String... more) {
        List<String> words = new ArrayList<>(command.subList(6, command.size()));
        words.addAll(Arrays.asList(more));
        return words.toArray(String[]::new);
    }

    private static boolean canMount() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("unshare", "-rm", "sh", "-c", "mount -t tmpfs tmpfs /tmp")
                    .redirectErrorStream(true)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            // There is no such program here.
            return false;
        }
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
