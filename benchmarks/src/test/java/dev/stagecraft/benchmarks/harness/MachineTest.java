package dev.stagecraft.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
    @TempDir
    private Path folder;

    @Test
    void theSystemSaysWhatItIs() {
        Machine machine = Machine.of("processor : 0\nmodel name\t: Example 3000\n", "MemTotal:   2097152 kB\n");
        assertEquals("Example 3000", machine.cpu());
        assertEquals(2048, machine.memoryMb());
        assertTrue(machine.line().startsWith("Example 3000, " + machine.cores() + " cores, "), machine::line);
    }

    @Test
    void aProcessorWithoutANameIsItsKind() {
        assertEquals(
                System.getProperty("os.arch"), Machine.of("BogoMIPS : 50\n", "").cpu());
    }

    @Test
    void theDriverNamesItsGpus() throws IOException {
        assertEquals("", Machine.gpus(folder.resolve("missing")));
        Path first = Files.createDirectories(folder.resolve("0000:01:00.0"));
        Files.writeString(first.resolve("information"), "Model: \t\t Example GPU\nIRQ:   1\n");
        assertEquals("Example GPU", Machine.gpus(folder));
    }

    @Test
    void thisMachineTells() {
        Machine here = Machine.here();
        assertFalse(here.cpu().isEmpty());
        assertTrue(here.memoryMb() > 0, here::line);
    }
}
