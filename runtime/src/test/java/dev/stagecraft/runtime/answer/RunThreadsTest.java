package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RunThreadsTest {
    @Test
    void resultsComeInTheOrderOfTheWork() {
        CyclicBarrier atTheSameTime = new CyclicBarrier(2);
        try (RunThreads threads = new RunThreads(2)) {
            assertEquals(
                    List.of(1, 2),
                    threads.all(List.of(
                            () -> {
                                atTheSameTime.await();
                                return 1;
                            },
                            () -> {
                                atTheSameTime.await();
                                return 2;
                            })));
        }
    }

    @Test
    void failureComesWhenAllHasEnded() {
        IllegalArgumentException failure = new IllegalArgumentException();
        CountDownLatch failed = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Callable<Integer> fails = () -> {
            failed.countDown();
            throw failure;
        };
        Callable<Integer> takesLonger = () -> {
            failed.await();
            Thread.sleep(200);
            ended.set(true);
            return 1;
        };
        try (RunThreads threads = new RunThreads(2)) {
            assertSame(
                    failure,
                    assertThrows(IllegalArgumentException.class, () -> threads.all(List.of(fails, takesLonger))));
            assertTrue(ended.get());
        }
    }
}
