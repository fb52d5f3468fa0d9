package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    void aSideThatFailsIsNamed() {
        HarnessException ended =
                assertThrows(HarnessException.class, () -> side("broken").run());
        assertEquals("broken ended with exit code 3; its output is printed above", ended.getMessage());
        assertTrue(Files.exists(folder.resolve("names")));
    }
}
