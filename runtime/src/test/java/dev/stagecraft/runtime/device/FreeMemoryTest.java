package dev.stagecraft.runtime.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreeMemoryTest {
    private static final String MACHINE = "MemTotal:       16000000 kB\nMemAvailable:    3000 kB\nCached: 9 kB\n";

    @TempDir
    private Path root;

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void isWhatTheMachineHasLeft() throws IOException {
        write("proc/meminfo", MACHINE);
        assertEquals(OptionalLong.of(3000 * 1024), FreeMemory.bytes(root));
    }

    @Test
    void isLessWhereAContainerMayTakeLess() throws IOException {
        write("proc/meminfo", MACHINE);
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "400000\n");
        assertEquals(OptionalLong.of(600_000), FreeMemory.bytes(root));
    }

    @Test
    void isNothingInAContainerThatTookMoreThanItMay() throws IOException {
        write("proc/meminfo", MACHINE);
        write("sys/fs/cgroup/memory.max", "1000000\n");
        write("sys/fs/cgroup/memory.current", "1000001\n");
        assertEquals(OptionalLong.of(0), FreeMemory.bytes(root));
    }

    @Test
    void isTheMachinesWhereAContainerHasMoreOrNoLimit() throws IOException {
        write("proc/meminfo", MACHINE);
        write("sys/fs/cgroup/memory.max", "max\n");
        write("sys/fs/cgroup/memory.current", "400000\n");
        assertEquals(OptionalLong.of(3000 * 1024), FreeMemory.bytes(root));
        write("sys/fs/cgroup/memory.max", "1000000000\n");
        assertEquals(OptionalLong.of(3000 * 1024), FreeMemory.bytes(root));
    }

    @Test
    void isUnknownWhereNobodyTells() throws IOException {
        assertEquals(OptionalLong.empty(), FreeMemory.bytes(root));
        write("proc/meminfo", "MemTotal:       16000000 kB\n");
        assertEquals(OptionalLong.empty(), FreeMemory.bytes(root));
        write("proc/meminfo", "MemAvailable: much\n");
        assertEquals(OptionalLong.empty(), FreeMemory.bytes(root));
    }
}
