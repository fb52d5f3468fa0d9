package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The lines that a program prints. */
class CommandOutputTest {
    @Test
    void linesOfAProgram() {
        assertEquals(List.of("9.0", "8.6"), CommandOutput.of(List.of("sh", "-c", "echo 9.0; echo lost >&2; echo 8.6")));
    }

    @Test
    void aProgramThatFailsOrIsMissingPrintsNothing() {
        assertEquals(List.of(), CommandOutput.of(List.of("sh", "-c", "echo 9.0; exit 3")));
        assertEquals(List.of(), CommandOutput.of(List.of("no-such-program-of-any-vendor")));
    }
}
