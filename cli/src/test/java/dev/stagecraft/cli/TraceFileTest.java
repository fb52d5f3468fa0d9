package dev.stagecraft.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import dev.stagecraft.runtime.RunFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceFileTest {
    @TempDir
    private Path folder;

    @Test
    void whatAFileHeldStaysUntilThereIsATrace() throws IOException {
        Path file = Files.writeString(folder.resolve("trace.json"), "the trace of another day");
        TraceFile unwritten = TraceFile.open(file);
        unwritten.close();
        assertEquals("the trace of another day", Files.readString(file));
        assertThrows(
                RunFailedException.class,
                () -> unwritten.write(out -> out.write("late")),
                "a closed file holds no descriptor");
        try (TraceFile written = TraceFile.open(file)) {
            written.write(out -> out.write("{}"));
        }
        assertEquals("{}", Files.readString(file));
    }

    @Test
    void aNewFileIsCreatedAndAFolderIsRefused() throws IOException {
        Path file = folder.resolve("new.json");
        try (TraceFile written = TraceFile.open(file)) {
            written.write(out -> out.write("{}"));
        }
        assertEquals("{}", Files.readString(file));
        BadInputException refused = assertThrows(BadInputException.class, () -> TraceFile.open(folder));
        assertTrue(
                refused.getMessage().startsWith("the trace " + folder + " cannot be written ("), refused.getMessage());
    }
}
