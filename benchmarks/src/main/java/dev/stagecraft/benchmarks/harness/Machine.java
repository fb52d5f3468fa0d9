package dev.stagecraft.benchmarks.harness;

import dev.stagecraft.runtime.host.Bfloat16;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was measured on.
 *
 * @param cpu the processor's name, as the system gives it
 * @param cores that this process may use
 * @param bfloat16 whether the processor has instructions for it
 * @param memoryMb in MiB
 * @param gpu names of NVIDIA's GPUs; empty if there is none
 * @param jdk version of Java
 * @param os name and version of the system
 */
public record Machine(String cpu, int cores, boolean bfloat16, long memoryMb, String gpu, String jdk, String os) {
    private static final int KIBIBYTES = 1024;

    /** The machine that this process runs on. Linux only. */
    public static Machine here() {
        try {
            return of(Files.readString(Path.of("/proc/cpuinfo")), Files.readString(Path.of("/proc/meminfo")));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be read; the harness needs Linux", e);
        }
    }

    static Machine of(String processors, String memory) {
        return new Machine(
                field("model name\\s*:\\s*(.+)", processors, System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                Bfloat16.isInCpu(),
                Long.parseLong(field("MemTotal:\\s+(\\d+) kB", memory, "0")) / KIBIBYTES,
                gpus(Path.of("/proc/driver/nvidia/gpus")),
                System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"));
    }

    /** The driver has a folder for each, and in it a file of facts. */
    static String gpus(Path drivers) {
        if (!Files.isDirectory(drivers)) {
            return "";
        }
        try (Stream<Path> folders = Files.list(drivers)) {
            List<String> names = new ArrayList<>();
            for (Path folder : folders.sorted().toList()) {
                names.add(field("Model:\\s*(.+)", Files.readString(folder.resolve("information")), "unknown"));
            }
            return String.join(", ", names);
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String field(String pattern, String text, String otherwise) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? matcher.group(1).strip() : otherwise;
    }

    /** One line for people. */
    public String line() {
        return cpu + ", " + cores + " cores, bfloat16 " + (bfloat16 ? "yes" : "no") + ", " + memoryMb + " MiB, "
                + (gpu.isEmpty() ? "" : gpu + ", ") + "JDK " + jdk + ", " + os;
    }
}
