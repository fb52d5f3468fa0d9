package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class SideThreadTest {
    @Test
    void processDoesNotLiveForIt() throws Exception {
        Thread thread = SideThread.begin("side", Thread::currentThread).get();
        assertEquals("side", thread.getName());
        assertTrue(thread.isDaemon());
    }

    /** Nothing is printed, as by a thread that ends by an exception. */
    @Test
    void whatItThrowsIsKept() {
        IllegalStateException trouble = new IllegalStateException();
        ExecutionException thrown = assertThrows(
                ExecutionException.class,
                () -> SideThread.begin("side", () -> {
                            throw trouble;
                        })
                        .get());
        assertSame(trouble, thrown.getCause());
    }
}
