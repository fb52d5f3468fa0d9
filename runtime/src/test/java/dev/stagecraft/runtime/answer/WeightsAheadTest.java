package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.RunFailedException;
import dev.stagecraft.runtime.bundle.Bundle;
import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.util.List;
import java.util.Map;
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
}
