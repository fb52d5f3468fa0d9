package dev.stagecraft.runtime.host;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a failure of the machine or of its limits means. Java reports most of them by one type, with a text that
 * names neither the limit nor how to raise it.
 */
public final class Causes {
    /**
     * The first row that fits is taken; {@code {text}} is the text of what was thrown, {@code {heap}} the heap's size. Data
     * and loops need few classes: where the memory for classes is full, no more can be loaded.
     */
    private static final List<Row> TABLE = List.of(
            row(
                    OutOfMemoryError.class,
                    "unable to create (new )?native thread",
                    "the system allows this process no more threads ({text}); raise the limit of processes (ulimit -u, or the pids limit of a container)"),
            row(
                    OutOfMemoryError.class,
                    "Metaspace",
                    "Java's memory for classes is full ({text}); give it more with JAVA_TOOL_OPTIONS=-XX:MaxMetaspaceSize=..., or lift that limit"),
            row(
                    OutOfMemoryError.class,
                    "Compressed class space",
                    "Java's memory for classes is full ({text}); give it more with JAVA_TOOL_OPTIONS=-XX:CompressedClassSpaceSize=..."),
            row(
                    OutOfMemoryError.class,
                    "[Dd]irect (buffer )?memory",
                    "Java's memory for direct buffers is full ({text}); give it more with JAVA_TOOL_OPTIONS=-XX:MaxDirectMemorySize=..."),
            row(
                    OutOfMemoryError.class,
                    "GC overhead limit",
                    "Java spends its time collecting garbage, as its heap of {heap} is nearly full ({text}); give it more with JAVA_TOOL_OPTIONS=-Xmx..., or try a smaller batch"),
            row(
                    OutOfMemoryError.class,
                    "array size exceeds",
                    "something is larger than a Java array can be ({text}); use fewer or smaller images, or a smaller batch"),
            row(
                    OutOfMemoryError.class,
                    "Map failed",
                    "the system maps no more memory for this process ({text}); raise the limit of its address space (ulimit -v) or of maps (vm.max_map_count)"),
            row(
                    OutOfMemoryError.class,
                    "physicalBytes|totalBytes|[Nn]ative (allocator|memory)|allocate",
                    "there is not enough memory outside of Java's heap ({text}); try a smaller batch, or allow this process or container more memory"),
            row(
                    OutOfMemoryError.class,
                    "",
                    "Java ran out of memory ({text}) with a heap of {heap}; give it more with JAVA_TOOL_OPTIONS=-Xmx..., or try a smaller batch"),
            row(
                    InternalError.class,
                    "unsafe memory access|memory access operation",
                    "a file that is mapped into memory became shorter, or its disk is full ({text}); make room, and run again"),
            row(IOException.class, "No space left on device", "the disk is full ({text}); make room, and run again"),
            row(
                    IOException.class,
                    "Disk quota exceeded",
                    "the quota of this user's disk space is used up ({text}); make room, and run again"),
            row(
                    IOException.class,
                    "Too many open files",
                    "this process may open no more files ({text}); raise the limit with ulimit -n"),
            row(
                    IOException.class,
                    "Read-only file system",
                    "the file system cannot be written ({text}); choose another folder"),
            row(
                    IOException.class,
                    "Cannot allocate memory",
                    "the system has no memory for this process ({text}); allow it or its container more memory"),
            row(
                    IOException.class,
                    "Resource temporarily unavailable",
                    "the system allows this process no more processes or threads ({text}); raise the limit (ulimit -u, or the pids limit of a container)"),
            row(
                    IOException.class,
                    "Input/output error|Stale file handle",
                    "a disk or a network file system failed ({text}); see what the system's log says"));

    private Causes() {}

    /**
     * What to tell a user.
     *
     * @param sentence the cause, and how to fix it
     * @param badInput whether the cause is in the input, rather than in the machine
     */
    public record Cause(String sentence, boolean badInput) {}

    /** The cause in the machine, its limits or its character set; empty if the fault is another. */
    public static Optional<Cause> of(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            Optional<Cause> found = each instanceof InvalidPathException path ? ofPath(path) : inTable(each);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> inTable(Throwable thrown) {
        String text = thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage();
        for (Row row : TABLE) {
            if (row.type().isInstance(thrown) && row.text().matcher(text).find()) {
                return Optional.of(
                        new Cause(row.sentence().replace("{heap}", heap()).replace("{text}", text), false));
            }
        }
        return Optional.empty();
    }

    private static Optional<Cause> ofPath(InvalidPathException thrown) {
        return knowsAllNames() || !thrown.getReason().contains("unmappable")
                ? Optional.empty()
                : Optional.of(new Cause(unknownName(thrown.getInput()), true));
    }

    /** The first argument whose characters were lost before Java saw them, described as a cause; empty if there is none. */
    public static Optional<Cause> ofArguments(String... arguments) {
        for (String argument : arguments) {
            if (!knowsAllNames() && argument.indexOf('\uFFFD') >= 0) {
                return Optional.of(new Cause(unknownName(argument), true));
            }
        }
        return Optional.empty();
    }

    private static String unknownName(String name) {
        return "'" + name + "' holds characters that this process cannot read, as its locale's character set is "
                + characterSet() + "; start it with LC_ALL=C.UTF-8";
    }

    private static boolean knowsAllNames() {
        return characterSet().toUpperCase(Locale.ROOT).replace("-", "").equals("UTF8");
    }

    private static String characterSet() {
        return System.getProperty("sun.jnu.encoding", "UTF-8");
    }

    private static String heap() {
        return (Runtime.getRuntime().maxMemory() >> 20) + " MiB";
    }

    private static Row row(Class<? extends Throwable> type, String text, String sentence) {
        return new Row(type, Pattern.compile(text), sentence);
    }

    private record Row(Class<? extends Throwable> type, Pattern text, String sentence) {}
}
