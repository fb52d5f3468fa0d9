package dev.stagecraft.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the memory of training is moved. */
class SettledMemoryTest {
    private static final long SECOND = 1_000_000_000;

    private final AtomicInteger moved = new AtomicInteger();
    private final SettledMemory memory = new SettledMemory(moved::incrementAndGet);

    @Test
    void longStepsMoveItOnceAfterTheThird() {
        memory.afterStep(5 * SECOND);
        memory.afterStep(5 * SECOND);
        assertEquals(0, moved.get());
        memory.afterStep(5 * SECOND);
        assertEquals(1, moved.get());
        memory.afterStep(5 * SECOND);
        assertEquals(1, moved.get());
    }

    @Test
    void shortStepsMoveItWhenTheyAreMany() {
        for (int i = 1; i < 200; i++) {
            memory.afterStep(SECOND / 100);
        }
        assertEquals(0, moved.get());
        memory.afterStep(SECOND / 100);
        assertEquals(1, moved.get());
    }
}
