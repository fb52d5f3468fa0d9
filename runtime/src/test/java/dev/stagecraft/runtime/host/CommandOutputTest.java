package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that a program prints. */
class CommandOutputTest {
    @Test
    void linesOfAProgram() {
        assertEquals(List.of("9.0", "8.6"), CommandOutput.of(List.of("sh", "-c", "echo 9.0; echo lost >&2; echo 8.6")));
    }

    /** A pipe holds 64 KiB. */
    @Test
    void aProgramMayPrintMoreThanAPipeHolds() {
        List<String> lines = CommandOutput.of(List.of("sh", "-c", "yes 0123456789 | head -n 20000"));
        assertEquals(Collections.nCopies(20_000, "0123456789"), lines);
    }

    @Test
    void aProgramThatFailsOrIsMissingPrintsNothing() {
        assertEquals(List.of(), CommandOutput.of(List.of("sh", "-c", "echo 9.0; exit 3")));
        assertEquals(List.of(), CommandOutput.of(List.of("no-such-program-of-any-vendor")));
    }
}
