package dev.stagecraft.runtime.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process could still take on this machine. */
final class FreeMemory {
    private static final String MACHINE = "proc/meminfo";
    private static final String GROUP_LIMIT = "sys/fs/cgroup/memory.max";
    private static final String GROUP_USE = "sys/fs/cgroup/memory.current";

    private FreeMemory() {}

    /** In bytes; empty if the system does not tell. */
    static OptionalLong bytes() {
        return bytes(Path.of("/"));
    }

    /** As the files below a root say. */
    static OptionalLong bytes(Path root) {
        try {
            OptionalLong machine = Files.readAllLines(root.resolve(MACHINE)).stream()
                    .filter(line -> line.startsWith("MemAvailable:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst();
            OptionalLong group = group(root.resolve(GROUP_LIMIT), root.resolve(GROUP_USE));
            return machine.isPresent() && group.isPresent()
                    ? OptionalLong.of(Math.min(machine.getAsLong(), group.getAsLong()))
                    : machine;
        } catch (IOException | NumberFormatException e) {
            // Another system than Linux: nobody to ask.
            return OptionalLong.empty();
        }
    }

    /** A container may have less than its machine. */
    private static OptionalLong group(Path limitFile, Path useFile) throws IOException {
        if (!Files.isReadable(limitFile) || !Files.isReadable(useFile)) {
            return OptionalLong.empty();
        }
        String limit = Files.readString(limitFile).strip();
        return limit.equals("max")
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(
                        0,
                        Long.parseLong(limit)
                                - Long.parseLong(Files.readString(useFile).strip())));
    }
}
