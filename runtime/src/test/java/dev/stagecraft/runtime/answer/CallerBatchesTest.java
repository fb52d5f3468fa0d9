package dev.stagecraft.runtime.answer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An image is one number here, and its result is twice that. */
@Timeout(60)
class CallerBatchesTest {
    private static final float BAD = -1;
    private static final float WORSE = -2;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Thread> callers = new ArrayList<>();
    private final List<List<Float>> runs = new ArrayList<>();
    private final CountDownLatch firstBegan = new CountDownLatch(1);
    private final CompletableFuture<Void> firstMayEnd = new CompletableFuture<>();

    @AfterEach
    void end() throws InterruptedException {
        firstMayEnd.complete(null);
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS));
    }

    @Test
    void aCallerAloneDoesNotWait() {
        firstMayEnd.complete(null);
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), this::run);

        assertEquals(List.of(2f), batches.of(images(1)));
        assertEquals(List.of(4f, 6f), batches.of(images(2, 3)));
        assertEquals(List.of(List.of(1f), List.of(2f, 3f)), runs);
    }

    @Test
    void whoWaitsRunsTogetherInTheOrderOfComing() throws Exception {
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), this::run);
        List<Future<List<Float>>> asked =
                askWhileOneRuns(batches, new float[] {2}, new float[] {3, 4}, new float[] {5});

        assertEquals(List.of(4f), asked.get(0).get());
        assertEquals(List.of(6f, 8f), asked.get(1).get());
        assertEquals(List.of(10f), asked.get(2).get());
        assertEquals(List.of(List.of(1f), List.of(2f, 3f, 4f, 5f)), runs);
    }

    @Test
    void noRunHasMoreThanTheMost() throws Exception {
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 3), this::run);
        List<Future<List<Float>>> asked = askWhileOneRuns(
                batches, new float[] {2, 3}, new float[] {4, 5}, new float[] {6}, new float[] {7, 8, 9});

        for (Future<List<Float>> each : asked) {
            each.get();
        }
        assertEquals(List.of(List.of(1f), List.of(2f, 3f), List.of(4f, 5f, 6f), List.of(7f, 8f, 9f)), runs);
    }

    @Test
    void whoCannotBeComputedFailsAlone() throws Exception {
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), this::run);
        List<Future<List<Float>>> asked =
                askWhileOneRuns(batches, new float[] {2}, new float[] {BAD}, new float[] {3}, new float[] {WORSE});

        assertEquals(List.of(4f), asked.get(0).get());
        assertEquals("bad", cause(asked.get(1)).getMessage());
        assertEquals(List.of(6f), asked.get(2).get());
        assertInstanceOf(StackOverflowError.class, cause(asked.get(3)));
        assertEquals(List.of(14f), batches.of(images(7)));
    }

    /** Otherwise, all callers of a run that failed would compute at the same time. */
    @Test
    void whoRunsAgainWaitsForAFreeRun() throws Exception {
        AtomicInteger going = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), images -> {
            most.accumulateAndGet(going.incrementAndGet(), Math::max);
            try {
                LockSupport.parkNanos(10_000_000);
                return run(images);
            } finally {
                going.decrementAndGet();
            }
        });
        List<Future<List<Float>>> asked =
                askWhileOneRuns(batches, new float[] {2}, new float[] {BAD}, new float[] {3}, new float[] {4});

        assertEquals(List.of(4f), asked.get(0).get());
        assertInstanceOf(IllegalArgumentException.class, cause(asked.get(1)));
        assertEquals(List.of(6f), asked.get(2).get());
        assertEquals(List.of(8f), asked.get(3).get());
        assertEquals(1, most.get());
    }

    @Test
    void anErrorForOneThatLeadsReachesNobodyElse() throws Exception {
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), this::run);
        List<Future<List<Float>>> asked = askWhileOneRuns(batches, new float[] {WORSE}, new float[] {3});

        assertInstanceOf(StackOverflowError.class, cause(asked.get(0)));
        assertEquals(List.of(6f), asked.get(1).get());
    }

    @Test
    void anInterruptIsKept() throws Exception {
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 8), this::run);
        Future<?> first = threads.submit(() -> batches.of(images(1)));
        firstBegan.await();
        Future<Boolean> interrupted = submit(() -> {
            assertEquals(List.of(4f), batches.of(images(2)));
            return Thread.interrupted();
        });
        callers.get(0).interrupt();
        firstMayEnd.complete(null);

        assertTrue(interrupted.get());
        first.get();
    }

    @Test
    void oneAtATimeMeansAlone() throws Exception {
        Phaser both = new Phaser(2);
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 1), images -> {
            both.arriveAndAwaitAdvance();
            return List.of(2 * images.get(0)[0]);
        });
        Future<List<Float>> other = threads.submit(() -> batches.of(images(1)));

        assertEquals(List.of(4f), batches.of(images(2)));
        assertEquals(List.of(2f), other.get());
    }

    @Test
    void asManyRunsAsAllowedGoAtTheSameTime() throws Exception {
        Phaser two = new Phaser(2);
        List<Integer> counts = Collections.synchronizedList(new ArrayList<>());
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(2, 3), images -> {
            counts.add(images.size());
            two.arriveAndAwaitAdvance();
            firstBegan.countDown();
            firstMayEnd.join();
            return images.stream().map(each -> 2 * each[0]).toList();
        });
        threads.execute(() -> batches.of(images(1)));
        threads.execute(() -> batches.of(images(2)));
        firstBegan.await();
        List<Future<List<Float>>> asked = new ArrayList<>();
        for (int i = 3; i < 7; i++) {
            float[] image = {i};
            asked.add(submit(() -> batches.of(List.of(image))));
        }
        firstMayEnd.complete(null);

        for (int i = 0; i < asked.size(); i++) {
            assertEquals(List.of(2f * (i + 3)), asked.get(i).get());
        }
        assertEquals(List.of(1, 1), counts.subList(0, 2));
        // These two begin at the same time, too.
        assertEquals(Set.of(1, 3), Set.copyOf(counts.subList(2, 4)));
        assertEquals(4, counts.size());
    }

    @Test
    void everybodyGetsTheirOwnResults() throws Exception {
        firstMayEnd.complete(null);
        CallerBatches<Float> batches = new CallerBatches<>(new Runs(1, 5), this::run);
        List<Future<?>> all = new ArrayList<>();
        for (int caller = 0; caller < 16; caller++) {
            Random random = new Random(caller);
            all.add(threads.submit(() -> {
                for (int i = 0; i < 500; i++) {
                    float[] values = new float[1 + random.nextInt(5)];
                    List<Float> expected = new ArrayList<>();
                    for (int k = 0; k < values.length; k++) {
                        values[k] = random.nextInt(1 << 20);
                        expected.add(2 * values[k]);
                    }
                    assertEquals(expected, batches.of(images(values)));
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertTrue(runs.size() < 16 * 500, runs.size() + " runs");
    }

    /** The first run waits until all of these wait behind it. They come one after the other. */
    private List<Future<List<Float>>> askWhileOneRuns(CallerBatches<Float> batches, float[]... images)
            throws InterruptedException {
        threads.execute(() -> batches.of(images(1)));
        firstBegan.await();
        List<Future<List<Float>>> asked = new ArrayList<>();
        for (float[] each : images) {
            asked.add(submit(() -> batches.of(images(each))));
        }
        firstMayEnd.complete(null);
        return asked;
    }

    /** Does work on a thread of its own, and returns once that thread waits. */
    private <T> Future<T> submit(Callable<T> work) throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        int index = callers.size();
        Future<T> submitted = threads.submit(() -> {
            callers.add(Thread.currentThread());
            began.countDown();
            return work.call();
        });
        began.await();
        while (callers.get(index).getState() != Thread.State.WAITING) {
            LockSupport.parkNanos(100_000);
        }
        return submitted;
    }

    private static Throwable cause(Future<?> failed) {
        return assertThrows(ExecutionException.class, failed::get).getCause();
    }

    private static List<float[]> images(float... values) {
        List<float[]> images = new ArrayList<>();
        for (float value : values) {
            images.add(new float[] {value});
        }
        return images;
    }

    private List<Float> run(List<float[]> images) {
        List<Float> values = images.stream().map(each -> each[0]).toList();
        synchronized (runs) {
            runs.add(values);
        }
        firstBegan.countDown();
        firstMayEnd.join();
        if (values.contains(BAD)) {
            throw new IllegalArgumentException("bad");
        }
        if (values.contains(WORSE)) {
            throw new StackOverflowError("worse");
        }
        return values.stream().map(value -> 2 * value).toList();
    }
}
