package dev.stagecraft.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UninterruptedTest {
    @TempDir
    private Path folder;

    @AfterEach
    void lowerTheFlag() {
        Thread.interrupted();
    }

    @Test
    void channelIsWrittenUnderASetFlagWhichStaysSet() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        assertThrows(ClosedByInterruptException.class, () -> write(file), "what it is against");
        Uninterrupted.act(() -> write(file));
        assertTrue(Thread.interrupted());
        assertEquals("x", Files.readString(file));
    }

    /** The interrupt comes in the middle, and its exception inside another one. */
    @Test
    void workThatWasCutOffIsDoneAgain() throws IOException {
        AtomicInteger tries = new AtomicInteger();
        String result = Uninterrupted.run(() -> {
            if (tries.incrementAndGet() <= 3) {
                Thread.currentThread().interrupt();
                try {
                    write(folder.resolve("file"));
                } catch (ClosedByInterruptException e) {
                    throw new IOException("wrapped", e);
                }
            }
            return "done";
        });
        assertEquals("done", result);
        assertEquals(4, tries.get());
        assertTrue(Thread.interrupted());
    }

    @Test
    void otherFailuresPassAndNoFlagAppears() {
        assertThrows(
                NoSuchFileException.class, () -> Uninterrupted.run(() -> Files.readString(folder.resolve("none"))));
        assertFalse(Thread.interrupted());
    }

    private static void write(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'x'}));
        }
    }
}
