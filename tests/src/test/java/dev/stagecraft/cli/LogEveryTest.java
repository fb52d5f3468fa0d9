package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log shows of a run; the lines of the epochs stay what they are. */
class LogEveryTest extends InThisProcess {
    @TempDir
    private Path folder;

    private int train(String run, String... more) {
        String[] arguments = train("dev.stagecraft.tests.SmallNet$Paper", folder + "/" + run, 2, "--data", "shapes");
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--limit-train", "40", "--limit-test", "20"));
        all.addAll(List.of(more));
        out.reset();
        return run(all.toArray(String[]::new));
    }

    @Test
    void lineComesEverySoManyStepsOnStandardErrorAlone() {
        assertEquals(0, train("quiet"), err());
        assertEquals("", err());
        List<String> usual = out().lines().toList();
        assertEquals(0, train("logged", "--log-every", "2"), err());
        List<String> lines = err().lines().toList();
        assertEquals(4, lines.size(), err());
        assertTrue(
                lines.get(1).matches("epoch 1 of 2, step 4 of 5, loss \\d\\.\\d{4}, \\d+ images/s, \\d+ s left"),
                lines.get(1));
        assertTrue(lines.get(2).startsWith("epoch 2 of 2, step 2 of 5, "), lines.get(2));
        List<String> logged = out().lines().toList();
        assertEquals(usual.size(), logged.size(), out());
        assertEquals(
                usual.get(3).replaceAll("time .*", ""), logged.get(3).replaceAll("time .*", ""), "an epoch's line");
    }

    @Test
    void noLinesAtZeroAndNoNegativeNumber() {
        assertEquals(0, train("none", "--log-every", "0"), err());
        assertEquals("", err());
        assertEquals(Main.BAD_INPUT, train("negative", "--log-every", "-1"));
        assertTrue(err().contains("--log-every is -1; it must be at least 0"), err());
    }

    @Test
    void bestCheckpointIsKeptByAMetricOfTheClasses() {
        assertEquals(0, train("best", "--keep", "1", "--keep-best", "macroF1"), err());
        assertEquals(Main.BAD_INPUT, train("other", "--keep-best", "f1"));
        assertTrue(err().contains("validationLoss, top5Accuracy, macroF1 or none"), err());
    }
}
