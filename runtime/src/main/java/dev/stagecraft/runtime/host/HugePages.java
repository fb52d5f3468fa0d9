package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Memory in pages of 2 MiB. Each answer reads all weights once, and a step all activations. With pages of 4 KiB, the
 * processor then looks up tens of thousands of addresses, and on a virtual machine it does so twice.
 */
public final class HugePages {
    private static final Path MAPS = Path.of("/proc/self/smaps");
    private static final Path SETTING = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

    /** Memory of no file. */
    private static final Pattern RANGE = Pattern.compile("([0-9a-f]+)-([0-9a-f]+) rw-p 0+ 00:00 0 *");

    private static final Pattern OTHER = Pattern.compile("[0-9a-f]+-[0-9a-f]+ .*");
    private static final Pattern RESIDENT = Pattern.compile("Rss: +(\\d+) kB");
    private static final long PAGE = 2L << 20;
    private static final long SMALLEST = 2 * PAGE;

    /** Java's heap is below, or it is larger than {@link #LARGEST}. Its collector knows better what it needs. */
    private static final long LOWEST = 1L << 40;

    private static final long LARGEST = 4L << 30;

    /** Linux 6.1 and later know this advice. Others refuse it, and nothing changes. */
    private static final int COLLAPSE = 25;

    private static final int KIB = 1024;

    /**
     * Addresses that the process uses.
     *
     * @param begin the first byte
     * @param end after the last byte
     */
    record Range(long begin, long end) {
        static final Range NONE = new Range(0, 0);

        boolean isLarge() {
            return begin >= LOWEST && size() >= SMALLEST && size() <= LARGEST;
        }

        long size() {
            return end - begin;
        }
    }

    private HugePages() {}

    /**
     * Begins to move memory that TensorFlow uses now, on a thread of its own. The process does not live longer for it.
     *
     * @param name of the thread
     */
    public static void begin(String name) {
        Thread collecting = new Thread(HugePages::collect, name);
        collecting.setDaemon(true);
        collecting.start();
    }

    /**
     * Moves memory that TensorFlow uses now to huge pages. That takes tenths of a second, and other threads may go on
     * meanwhile. Where Linux does not offer huge pages, this does nothing. TensorFlow's native must be loaded.
     */
    static void collect() {
        for (Range range : used()) {
            long begin = (range.begin() + PAGE - 1) / PAGE * PAGE;
            long size = range.end() / PAGE * PAGE - begin;
            if (size > 0) {
                NativeFunction.call("madvise", begin, size, COLLAPSE);
            }
        }
    }

    private static List<Range> used() {
        try {
            return Files.readString(SETTING).contains("[never]") ? List.of() : used(Files.readAllLines(MAPS));
        } catch (IOException e) {
            // Other systems have neither file.
            return List.of();
        }
    }

    /**
     * Large memory of which at least half is in use. Stacks of threads are large too, but hardly used.
     *
     * @param maps as in {@code /proc/self/smaps}
     */
    static List<Range> used(List<String> maps) {
        List<Range> used = new ArrayList<>();
        Range range = Range.NONE;
        for (String line : maps) {
            Matcher found = RANGE.matcher(line);
            Matcher resident = RESIDENT.matcher(line);
            if (found.matches()) {
                range = new Range(address(found.group(1)), address(found.group(2)));
            } else if (OTHER.matcher(line).matches()) {
                range = Range.NONE;
            } else if (resident.matches()
                    && range.isLarge()
                    && 2 * KIB * Long.parseLong(resident.group(1)) >= range.size()) {
                used.add(range);
            }
        }
        return used;
    }

    private static long address(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
