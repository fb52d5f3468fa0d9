package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.bundle.Chunk;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How reading on a thread of its own ends. */
@Timeout(60)
class WeightsAheadTest {
    private static final Map<String, List<Long>> SHAPES = Map.of("kernel", List.of(4L, 2L));

    @BeforeAll
    static void load() {
        TensorFlowLibrary.load();
    }

    private static void getAndClose(Consumer<Bundle.Takers> files) {
        try (WeightsAhead ahead = WeightsAhead.of("net.Small", SHAPES, files)) {
            ahead.get();
        }
    }

    @Test
    void anErrorComesOutAsItIs() {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        OutOfMemoryError thrown = assertThrows(
                OutOfMemoryError.class,
                () -> getAndClose(takers -> {
                    throw error;
                }));
        assertSame(error, thrown);
        assertEquals(0, thrown.getSuppressed().length);
    }

    @Test
    void whatTensorFlowThrowsIsASentence() {
        RunFailedException thrown = assertThrows(
                RunFailedException.class,
                () -> getAndClose(takers -> takers.of("kernel").take(new byte[36], 36)));
        assertTrue(
                thrown.getMessage().startsWith("reading the weights of net.Small failed: TensorFlow "),
                thrown.getMessage());
    }

    /** A checkpoint of another, larger network is refused while it is read. */
    @Test
    void closingEndsTheReading() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<RuntimeException> end = new CompletableFuture<>();
        WeightsAhead ahead = WeightsAhead.of("net.Small", SHAPES, takers -> {
            Chunk kernel = takers.of("kernel");
            kernel.take(new byte[4], 4);
            begun.countDown();
            try {
                for (int i = 0; i < 20_000; i++) {
                    TimeUnit.MILLISECONDS.sleep(1);
                    kernel.take(new byte[0], 0);
                }
                end.complete(new IllegalStateException("it was read to its end"));
            } catch (CancellationException e) {
                end.complete(e);
                throw e;
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        begun.await();
        ahead.close();
        assertInstanceOf(CancellationException.class, end.join());
    }
}
