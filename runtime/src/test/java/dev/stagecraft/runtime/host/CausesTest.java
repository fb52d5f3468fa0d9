package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CausesTest {
    private final String encoding = System.getProperty("sun.jnu.encoding");

    @AfterEach
    void restoreEncoding() {
        System.setProperty("sun.jnu.encoding", encoding);
    }

    /** What Java 17 and 25 and the libraries say; the words that must be in the advice. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Java heap space                                                                             | -Xmx
            GC overhead limit exceeded                                                                  | collecting garbage
            GC overhead limit exceeded                                                                  | -Xmx
            unable to create native thread: possibly out of memory or process/resource limits reached   | ulimit -u
            unable to create new native thread                                                          | pids limit
            Metaspace                                                                                   | -XX:MaxMetaspaceSize
            Compressed class space                                                                      | -XX:CompressedClassSpaceSize
            Direct buffer memory                                                                        | -XX:MaxDirectMemorySize
            Cannot reserve 1048576 bytes of direct buffer memory (allocated: 8192, limit: 65536)        | -XX:MaxDirectMemorySize
            Requested array size exceeds VM limit                                                       | a Java array
            Required length exceeds implementation limit                                                | -Xmx
            Map failed                                                                                  | ulimit -v
            Physical memory usage is too high: physicalBytes (25G) > maxPhysicalBytes (24G)             | outside of Java's heap
            Failed to allocate memory within limits: totalBytes (1G) > maxBytes (1G)                    | outside of Java's heap
            Native allocator returned address == 0                                                      | outside of Java's heap
            Cannot allocate new LongPointer(1): totalBytes = 1G, physicalBytes = 2G                     | outside of Java's heap
            """)
    void memoryHasManyKinds(String text, String advice) {
        Causes.Cause cause = Causes.of(new OutOfMemoryError(text)).orElseThrow();
        assertTrue(cause.sentence().contains(advice), cause.sentence());
        assertTrue(cause.sentence().contains(text), cause.sentence());
        assertEquals(
                advice.equals("-Xmx") || advice.startsWith("coll"),
                cause.sentence().contains("-Xmx"));
        assertFalse(cause.badInput());
        // A cause below something else is the cause all the same.
        assertEquals(
                cause,
                Causes.of(new IllegalStateException("a step failed", new OutOfMemoryError(text)))
                        .orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            No space left on device                                          | the disk is full
            /runs/a: Disk quota exceeded                                     | quota
            /runs/a: Too many open files                                     | ulimit -n
            /runs/a: Read-only file system                                   | cannot be written
            Input/output error                                               | a disk or a network file system failed
            error=11, Resource temporarily unavailable                       | ulimit -u
            error=12, Cannot allocate memory                                 | no memory
            """)
    void systemHasManyKinds(String text, String advice) {
        Causes.Cause cause = Causes.of(new UncheckedIOException("writing", new IOException(text)))
                .orElseThrow();
        assertTrue(cause.sentence().contains(advice), cause.sentence());
        assertTrue(cause.sentence().contains(text), cause.sentence());
        assertFalse(cause.badInput());
    }

    @Test
    void ourOwnFaultsAreNone() {
        assertEquals(Optional.empty(), Causes.of(new IllegalStateException("Metaspace")));
        assertEquals(Optional.empty(), Causes.of(new UncheckedIOException(new IOException("Stream closed"))));
        assertEquals(Optional.empty(), Causes.of(new StackOverflowError()));
    }

    @Test
    void namesThatTheLocaleSpoiltAreSaid() {
        InvalidPathException thrown =
                new InvalidPathException("L\uFFFDufe", "Malformed input or input contains unmappable characters");
        System.setProperty("sun.jnu.encoding", "ANSI_X3.4-1968");
        Causes.Cause cause =
                Causes.of(new IllegalArgumentException("--out", thrown)).orElseThrow();
        assertTrue(cause.badInput());
        assertTrue(cause.sentence().contains("ANSI_X3.4-1968"), cause.sentence());
        assertTrue(cause.sentence().contains("LC_ALL=C.UTF-8"), cause.sentence());
        assertEquals(cause, Causes.ofArguments("train", "--out", "L\uFFFDufe").orElseThrow());
        assertEquals(Optional.empty(), Causes.of(new InvalidPathException("a\0b", "Nul character not allowed")));
        assertEquals(Optional.empty(), Causes.ofArguments("train"));
        System.setProperty("sun.jnu.encoding", "UTF-8");
        assertEquals(Optional.empty(), Causes.of(thrown));
        assertEquals(Optional.empty(), Causes.ofArguments("L\uFFFDufe"));
    }
}
