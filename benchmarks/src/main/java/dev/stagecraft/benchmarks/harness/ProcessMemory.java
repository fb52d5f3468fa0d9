package dev.stagecraft.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The resident memory of this process, as Linux tells it. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /** Now, in MiB. */
    public static double resident() {
        return mebibytes("VmRSS");
    }

    /** The most so far, in MiB. */
    public static double peak() {
        return mebibytes("VmHWM");
    }

    private static double mebibytes(String field) {
        try {
            String status = Files.readString(Path.of("/proc/self/status"));
            Matcher matcher = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(status);
            if (!matcher.find()) {
                throw new IllegalStateException("no " + field + " in /proc/self/status");
            }
            return Long.parseLong(matcher.group(1)) / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
