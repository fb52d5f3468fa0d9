package dev.stagecraft.runtime.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's folder, and what somebody else may have put there. */
class RunFolderTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    /** What stands in the place of a file of ours, and leads to somebody else's. */
    enum Trap {
        SYMBOLIC_LINK,
        LINK_TO_NOWHERE,
        HARD_LINK,
        PIPE,
        FOLDER,
        TEXT,
        LONG_TEXT;

        void put(Path place, Path victim) throws IOException, InterruptedException {
            switch (this) {
                case SYMBOLIC_LINK -> Files.createSymbolicLink(place, victim);
                case LINK_TO_NOWHERE -> Files.createSymbolicLink(place, victim.resolveSibling("nothing"));
                case HARD_LINK -> Files.createLink(place, victim);
                case PIPE -> pipe(place);
                case FOLDER -> Files.createDirectory(place);
                case TEXT -> Files.writeString(place, "somebody's text");
                case LONG_TEXT -> Files.writeString(place, "7".repeat(200));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lockIsTakenOnAPlainFileOfOursAlone(Trap trap) throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "1234\n");
        Path run = Files.createDirectory(folder.resolve("run"));
        Path lock = run.resolve("run.lock");
        trap.put(lock, victim);
        String before = Files.isRegularFile(lock) ? Files.readString(lock) : "";
        BadInputException error = assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                        BadInputException.class, () -> RunFolder.open(run).close()));
        assertTrue(error.getMessage().startsWith(lock + " "), error.getMessage());
        assertTrue(error.getMessage().contains("remove it, or name another folder with --out"), error.getMessage());
        assertEquals("1234\n", Files.readString(victim));
        assertFalse(Files.exists(folder.resolve("nothing")));
        assertEquals(before, Files.isRegularFile(lock) ? Files.readString(lock) : "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711\n", "99", "\0\0\0\0"})
    void lockThatAnEndedRunLeftIsTaken(String text) throws IOException {
        Files.writeString(folder.resolve("run.lock"), text);
        RunFolder.open(folder).close();
        assertEquals(ProcessHandle.current().pid() + "\n", Files.readString(folder.resolve("run.lock")));
    }

    @Test
    void linkToAFolderIsARunsFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        try (RunFolder run = RunFolder.open(link)) {
            assertEquals(link, run.path());
            assertInUse(real);
        }
    }

    @Test
    void eachOwnerGivesBackItsOwn() {
        RunFolder first = RunFolder.open(folder);
        first.close();
        try (RunFolder second = RunFolder.open(folder)) {
            first.close();
            assertInUse(second.path());
            first.close();
            assertInUse(second.path());
        }
        RunFolder.open(folder).close();
    }

    /** The process's lock would be gone with a second channel to the same file. */
    @Test
    void folderThatWasRenamedIsStillInUse() throws IOException {
        Path run = folder.resolve("run");
        Path renamed = folder.resolve("renamed");
        try (RunFolder open = RunFolder.open(run)) {
            Files.move(open.path(), renamed);
            assertInUse(renamed);
            Files.delete(renamed.resolve("run.lock"));
            assertInUse(renamed);
        }
        RunFolder.open(renamed).close();
    }

    private static void assertInUse(Path run) {
        BadInputException error =
                assertThrows(BadInputException.class, () -> RunFolder.open(run).close());
        assertTrue(error.getMessage().contains("is in use by another run (this process)"), error.getMessage());
    }

    /** A file lock of another process cannot be had in one; its text is what is tried here. */
    @Test
    void textOfALockFileIsEscaped() throws IOException {
        Files.writeString(folder.resolve("run.lock"), "\u001b[2Jgone");
        BadInputException error = assertThrows(
                BadInputException.class, () -> RunFolder.open(folder).close());
        assertFalse(error.getMessage().contains("\u001b"), error.getMessage());
    }

    @Test
    void litterOfKilledProcessesIsSweptAndNothingElse() throws IOException {
        Files.createFile(folder.resolve(".writable1234567890"));
        Files.createDirectories(folder.resolve(".part-1/inner"));
        Files.writeString(folder.resolve(".part-1/inner/file"), "half");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "whole");
        Files.createSymbolicLink(folder.resolve(".part-2"), elsewhere);
        Files.createSymbolicLink(folder.resolve(".part-3"), folder.resolve("nowhere"));
        Files.createSymbolicLink(folder.resolve(".part-1/link"), elsewhere);
        Files.createFile(folder.resolve(".writable-notes"));
        Files.createDirectory(folder.resolve("aside-checkpoint-3"));
        RunFolder.open(folder).close();
        assertEquals(
                Set.of(".writable-notes", "aside-checkpoint-3", "elsewhere", "run.lock"),
                names(folder),
                "what is left");
        assertEquals("whole", Files.readString(elsewhere.resolve("file")));
    }

    /** A run that is refused leaves the folder as it was. */
    @Test
    void nothingIsLeftInTheFolderOfAnother() throws IOException {
        try (RunFolder run = RunFolder.open(folder)) {
            Set<String> before = names(run.path());
            assertInUse(run.path());
            assertEquals(before, names(run.path()));
        }
    }

    @Test
    void runsThatBeginTogetherGetFoldersOfTheirOwn() throws InterruptedException, ExecutionException, IOException {
        int runs = 8;
        Path wanted = folder.resolve("runs/Net-20261025-023000");
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(runs);
        Set<Path> found = new TreeSet<>();
        try {
            List<Future<Path>> opened = IntStream.range(0, runs)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        try (RunFolder run = RunFolder.openNew(wanted)) {
                            return run.path();
                        }
                    }))
                    .toList();
            start.countDown();
            for (Future<Path> each : opened) {
                found.add(each.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(runs, found.size(), found.toString());
        assertEquals(runs, names(folder.resolve("runs")).size());
        assertTrue(found.contains(wanted) && found.contains(folder.resolve("runs/Net-20261025-023000-8")));
    }

    /** Neither a file nor a link to nowhere of that name is taken, and neither is written through. */
    @Test
    void newFolderIsNeverOneThatIsThere() throws IOException {
        Files.createFile(folder.resolve("run"));
        Files.createSymbolicLink(folder.resolve("run-2"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("run-3"));
        try (RunFolder run = RunFolder.openNew(folder.resolve("run"))) {
            assertEquals(folder.resolve("run-4"), run.path());
        }
        assertFalse(Files.exists(folder.resolve("nowhere")));
    }

    @Test
    void threadThatIsInterruptedOpensAndClosesItAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        try (RunFolder run = RunFolder.open(folder)) {
            assertInUse(run.path());
        }
        try (RunFolder other = RunFolder.openNew(folder.resolve("new"))) {
            assertEquals(List.of(), RunFolder.checkpoints(other.path()));
        }
        assertTrue(Thread.interrupted());
    }

    /** Found before hours of training, not at their end. */
    @ParameterizedTest
    @EnumSource(names = {"LINK_TO_NOWHERE", "PIPE", "TEXT", "SYMBOLIC_LINK"})
    void whatHasACheckpointsNameAndIsNoneIsInTheWay(Trap trap) throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "1234\n");
        Path run = Files.createDirectory(folder.resolve("run"));
        trap.put(run.resolve("checkpoint-7"), victim);
        assertEquals(List.of(), RunFolder.checkpoints(run));
        BadInputException error = assertTimeoutPreemptively(
                SOON,
                () -> assertThrows(
                        BadInputException.class, () -> RunFolder.open(run).close()));
        assertTrue(error.getMessage().contains("checkpoint-7 is not a folder"), error.getMessage());
        Files.delete(run.resolve("checkpoint-7"));
        RunFolder.open(run).close();
    }

    /** The list of checkpoints is made of names; what a stranger put into one of them is not read for it. */
    @Test
    void listingReadsNoPipeAndNoGiantManifest() throws Exception {
        pipe(Files.createDirectory(folder.resolve("checkpoint-1")).resolve("manifest.json"));
        Path giant = Files.createDirectory(folder.resolve("checkpoint-2")).resolve("manifest.json");
        try (RandomAccessFile file = new RandomAccessFile(giant.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("checkpoint-3")).resolve("manifest.json"), Path.of("/dev/zero"));
        List<SavedCheckpoint> all = assertTimeoutPreemptively(SOON, () -> RunFolder.checkpoints(folder));
        assertEquals(
                List.of(1L, 2L, 3L), all.stream().map(SavedCheckpoint::step).toList());
        assertTrue(all.stream().allMatch(each -> each.metrics().isEmpty()));
        assertEquals(all, RunFolder.folders(folder));
    }

    @Test
    void checkpointThatIsGoneIsRemoved() throws IOException {
        Path checkpoint = Files.createDirectory(folder.resolve("checkpoint-1"));
        try (RunFolder run = RunFolder.open(folder)) {
            SavedCheckpoint kept = RunFolder.checkpoints(folder).get(0);
            run.remove(kept);
            assertFalse(Files.exists(checkpoint));
            run.remove(kept);
        }
        assertEquals(Set.of("run.lock"), names(folder));
    }

    /** A folder cannot be moved into itself, whoever asks. */
    @Test
    void checkpointThatCannotBeRemovedIsAnErrorOfItsOwn() {
        try (RunFolder run = RunFolder.open(folder)) {
            SavedCheckpoint kept = new SavedCheckpoint(folder, 1, true, Map.of());
            NotRemovedException error = assertThrows(NotRemovedException.class, () -> run.remove(kept));
            assertTrue(error.getMessage().contains("is no longer needed and cannot be removed"), error.getMessage());
        }
    }

    @Test
    void linkThatIsRemovedLeavesItsTarget() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("file"), "whole");
        Path run = Files.createDirectory(folder.resolve("run"));
        Files.createSymbolicLink(run.resolve("checkpoint-1"), elsewhere);
        try (RunFolder open = RunFolder.open(run)) {
            open.remove(RunFolder.checkpoints(run).get(0));
        }
        assertFalse(Files.exists(run.resolve("checkpoint-1"), LinkOption.NOFOLLOW_LINKS));
        assertEquals("whole", Files.readString(elsewhere.resolve("file")));
    }

    /** A lock on the file in another process's hands is seen through a channel of this one's. */
    @Test
    void lockFileStaysWhenItsRunEnds() throws IOException {
        RunFolder.open(folder).close();
        try (FileChannel channel = FileChannel.open(folder.resolve("run.lock"), StandardOpenOption.WRITE)) {
            channel.lock().release();
        }
    }

    static void pipe(Path place) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("mkfifo", place.toString()).start().waitFor());
    }

    private static Set<String> names(Path place) throws IOException {
        try (Stream<Path> entries = Files.list(place)) {
            Set<String> names = new TreeSet<>();
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
            return names;
        }
    }
}
