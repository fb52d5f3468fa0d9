package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes take turns. */
class TurnsTest {
    @TempDir
    private Path folder;

    /** Adds its name to a file, and prints how many names are there. */
    static final class Speaker {
        private Speaker() {}

        public static void main(String[] args) throws IOException {
            Path file = Path.of(args[0]);
            Files.writeString(file, args[1] + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (args[1].equals("broken")) {
                System.exit(3);
            }
            Figures.print("turn", Files.readAllLines(file).size());
            Figures.print("length", args[1].length());
        }
    }

    /** Writes its process number to a file, ends its output, and works on. */
    static final class Sleeper {
        private Sleeper() {}

        public static void main(String[] args) throws IOException, InterruptedException {
            Path written = Files.writeString(
                    Path.of(args[0] + ".part"),
                    String.valueOf(ProcessHandle.current().pid()));
            Files.move(written, Path.of(args[0]));
            System.out.close();
            System.err.close();
            Thread.sleep(60_000);
        }
    }

    /** A harness whose side sleeps. */
    static final class Waiter {
        private Waiter() {}

        public static void main(String[] args) throws InterruptedException {
            sleeper(args[0]).run();
        }
    }

    private static Side sleeper(Object file) {
        return Side.ours("sleeper", Sleeper.class, file);
    }

    /** The process whose number is in a file, as soon as it is there. */
    private static ProcessHandle awaited(Path file) throws IOException, InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(20);
        }
        return ProcessHandle.of(Long.parseLong(Files.readString(file))).orElseThrow();
    }

    private Side side(String name) {
        return Side.ours(name, Speaker.class, folder.resolve("names"), name);
    }

    @Test
    void eachSideRunsOnceARound() throws InterruptedException, IOException {
        Turns turns = Turns.of("row", List.of(side("ours"), side("peer")), 2, new Quiet(true), each -> {});
        assertEquals(List.of("ours", "peer", "ours", "peer"), Files.readAllLines(folder.resolve("names")));
        assertArrayEquals(new double[] {1, 3}, turns.all("ours", "turn"));
        assertArrayEquals(new double[] {2, 4}, turns.all("peer", "turn"));
        assertEquals(3, turns.median("peer", "turn"));
        assertEquals(4, turns.most("peer", "turn"));
        assertArrayEquals(new double[] {0.5, 0.75}, turns.ratios("ours", "turn", "peer", "turn"));
    }

    @Test
    void sidesThatDisagreeEndTheTableAfterTheFirstRound() throws IOException {
        HarnessException ended = assertThrows(
                HarnessException.class,
                () -> Turns.of(
                        "row",
                        List.of(side("ours"), side("other")),
                        5,
                        new Quiet(true),
                        each -> each.requireEqual("ours", "other", "length", 0)));
        assertEquals("ours and other do not compute the same network: length is 4.0 and 5.0", ended.getMessage());
        assertEquals(2, Files.readAllLines(folder.resolve("names")).size());
    }

    @Test
    @Timeout(30)
    void anInterruptEndsTheProcess() throws Exception {
        Path file = folder.resolve("pid");
        Thread harness = new Thread(() -> {
            try {
                sleeper(file).run();
            } catch (InterruptedException e) {
                // That is what this is about.
            }
        });
        harness.start();
        ProcessHandle process = awaited(file);
        harness.interrupt();
        process.onExit().get();
    }

    @Test
    @Timeout(30)
    void theProcessEndsWithTheHarness() throws Exception {
        Path file = folder.resolve("pid");
        Process harness = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiter.class.getName(),
                        file.toString())
                .inheritIO()
                .start();
        ProcessHandle process = awaited(file);
        harness.destroy();
        process.onExit().get();
        harness.waitFor();
    }

    /** Prints whether its class comes from an archive of this process. */
    static final class Archived {
        private Archived() {}

        public static void main(String[] args) throws IOException {
            String loaded = Files.readString(Path.of(args[0]));
            String source = Archived.class.getName() + " source: shared objects file (top)";
            Figures.print("archived", loaded.contains(source) ? 1 : 0);
        }
    }

    @Test
    void anArchivedSideTakesItsClassesFromTheArchive() throws Exception {
        Path loaded = folder.resolve("loaded");
        Side side = new Side(
                "archived",
                jar().toString(),
                List.of("-Xlog:class+load=info:file=" + loaded),
                Archived.class,
                List.of(loaded.toString()));
        assertEquals(1, side.archived(folder).run().get("archived"));
    }

    /** Java archives classes of jars only. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("classes.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Class<?> each : List.of(Archived.class, Figures.class, HarnessException.class)) {
                String name = each.getName().replace('.', '/') + ".class";
                out.putNextEntry(new JarEntry(name));
                try (InputStream in =
                        Objects.requireNonNull(each.getClassLoader().getResourceAsStream(name))) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    @Test
    void aSideThatFailsIsNamed() {
        HarnessException ended =
                assertThrows(HarnessException.class, () -> side("broken").run());
        assertEquals("broken ended with exit code 3; its output is printed above", ended.getMessage());
        assertTrue(Files.exists(folder.resolve("names")));
    }
}
