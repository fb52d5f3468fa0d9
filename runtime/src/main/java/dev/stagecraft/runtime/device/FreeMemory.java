package dev.stagecraft.runtime.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process could still take on this machine. */
final class FreeMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path GROUP_LIMIT = Path.of("/sys/fs/cgroup/memory.max");
    private static final Path GROUP_USE = Path.of("/sys/fs/cgroup/memory.current");

    private FreeMemory() {}

    /** In bytes; empty where the system does not tell. */
    static OptionalLong bytes() {
        try {
            OptionalLong machine = Files.readAllLines(MEMINFO).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
            OptionalLong group = group();
            return machine.isPresent() && group.isPresent()
                    ? OptionalLong.of(Math.min(machine.getAsLong(), group.getAsLong()))
                    : machine;
        } catch (IOException | NumberFormatException e) {
            // Another system than Linux: nobody to ask.
            return OptionalLong.empty();
        }
    }

    /** A container may have less than its machine. */
    private static OptionalLong group() throws IOException {
        if (!Files.isReadable(GROUP_LIMIT) || !Files.isReadable(GROUP_USE)) {
            return OptionalLong.empty();
        }
        String limit = Files.readString(GROUP_LIMIT).strip();
        return limit.equals("max")
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        0,
                        Long.parseLong(limit)
                                - Long.parseLong(Files.readString(GROUP_USE).strip())));
    }
}
