package dev.stagecraft.runtime.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.runtime.BadInputException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.ConfigProto;

/** TensorFlow's native is loaded on a thread of its own. */
class NativeLoadTest {
    @Test
    void whoeverNeedsItWaitsForIt() throws InterruptedException {
        CountDownLatch mayLoad = new CountDownLatch(1);
        AtomicBoolean loaded = new AtomicBoolean();
        NativeLoad load = NativeLoad.begin(() -> {
            try {
                mayLoad.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            loaded.set(true);
        });
        AtomicBoolean interrupted = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            load.await();
            interrupted.set(Thread.interrupted() && loaded.get());
        });
        waiting.start();
        waiting.interrupt();
        mayLoad.countDown();
        waiting.join();
        assertTrue(interrupted.get());
        load.await();
    }

    @Test
    void everyoneIsToldWhyItFailed() {
        LinkageError cause = new UnsatisfiedLinkError("x");
        NativeLoad load = NativeLoad.begin(() -> {
            throw new BadInputException("it is damaged", cause);
        });
        BadInputException first = assertThrows(BadInputException.class, load::await);
        BadInputException second = assertThrows(BadInputException.class, load::await);
        assertNotSame(first, second);
        assertEquals("it is damaged", second.getMessage());
        assertSame(cause, second.getCause());
    }

    @Test
    void unexpectedTroubleComesThrough() {
        IllegalStateException trouble = new IllegalStateException();
        NativeLoad load = NativeLoad.begin(() -> {
            throw trouble;
        });
        assertSame(trouble, assertThrows(IllegalStateException.class, load::await));
    }

    /** The number of threads can still be chosen after the native is being loaded. */
    @Test
    void numberOfThreadsIsAParameter() {
        ConfigProto chosen = SessionSettings.CPU.config(new ComputeThreads.Threads(1, 4));
        assertEquals(1, chosen.getIntraOpParallelismThreads());
        assertEquals(4, chosen.getInterOpParallelismThreads());
        ConfigProto own = SessionSettings.CPU.config(new ComputeThreads.Threads(0, 0));
        assertEquals(0, own.getIntraOpParallelismThreads());
        assertEquals(0, own.getInterOpParallelismThreads());
    }
}
