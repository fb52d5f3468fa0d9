package dev.stagecraft.benchmarks.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * How long the cores have worked since the machine was started, in ticks of the system. Linux only.
 *
 * @param busy by all processes, by the system, and by others who share the machine
 * @param total working or idle
 * @param own by this process, and by the processes that it started and that have ended
 */
record CoreTimes(long busy, long total, long own) {
    /** In {@code /proc/stat}: user, nice, system, idle, waiting for disks, two kinds of interrupts, stolen by other guests. */
    private static final int KINDS = 8;

    private static final int IDLE = 3;
    private static final int WAITING = 4;

    /** In {@code /proc/self/stat}, behind the name in parentheses: user, system, and both of children. */
    private static final int OWN = 11;

    private static final int OWN_KINDS = 4;

    static CoreTimes now() {
        try {
            return of(Files.readString(Path.of("/proc/stat")), Files.readString(Path.of("/proc/self/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException("/proc cannot be read; the harness needs Linux", e);
        }
    }

    /**
     * Reads both files.
     *
     * @param machine content of {@code /proc/stat}
     * @param process content of {@code /proc/self/stat}
     */
    static CoreTimes of(String machine, String process) {
        long[] all = Arrays.stream(machine.substring(0, machine.indexOf('\n')).split("\\s+"))
                .skip(1)
                .limit(KINDS)
                .mapToLong(Long::parseLong)
                .toArray();
        long total = Arrays.stream(all).sum();
        // A name may contain spaces and parentheses.
        long own = Arrays.stream(process.substring(process.lastIndexOf(')') + 2).split(" "))
                .skip(OWN)
                .limit(OWN_KINDS)
                .mapToLong(Long::parseLong)
                .sum();
        return new CoreTimes(total - all[IDLE] - all[WAITING], total, own);
    }

    /** The share of the cores that others took since then, from 0 to 1. */
    double othersSince(CoreTimes earlier) {
        long ticks = total - earlier.total;
        long others = busy - earlier.busy - (own - earlier.own);
        return ticks <= 0 ? 0 : Math.max(0, (double) others / ticks);
    }
}
