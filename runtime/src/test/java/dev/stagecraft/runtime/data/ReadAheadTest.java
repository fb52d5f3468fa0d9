package dev.stagecraft.runtime.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading ahead changes when images are read and on which thread, and nothing else. */
@Timeout(60)
class ReadAheadTest {
    private static final int COUNT = 103;
    private static final int SIZE = 10;
    private static final ImageShape SHAPE = new ImageShape(2, 3, 1);
    private static final long BATCH_BYTES = 60;
    private static final Feed AUGMENTED = Feed.PLAIN.augmented(new HorizontalFlip(), PadAndCrop.CIFAR);
    private static final Feed CROPPED = Feed.PLAIN.augmented(
            RandomResizedCrop.DEFAULT, new Shift(0.2), new Rotation(20), new ColorJitter(0.4, 0.4, 0.4, 0.1));

    static Stream<Arguments> roads() {
        LabeledImages one = new Images(true, index -> {});
        LabeledImages several = new SizedPictures(COUNT, 3, 1);
        Preprocessing toOne = Preprocessing.usual(SHAPE);
        Preprocessing toSeveral = Preprocessing.usual(new ImageShape(6, 6, 3));
        return Stream.of(
                Arguments.of("bytes", one, Preparation.plain(toOne)),
                Arguments.of("augmented", one, new Preparation(toOne, AUGMENTED, 7, 2)),
                Arguments.of("several sizes", several, Preparation.plain(toSeveral)),
                Arguments.of("several sizes, augmented", several, new Preparation(toSeveral, AUGMENTED, 7, 2)),
                Arguments.of("cropped", one, new Preparation(toOne, CROPPED, 7, 2)),
                Arguments.of("several sizes, cropped", several, new Preparation(toSeveral, CROPPED, 7, 2)),
                Arguments.of("mixed", one, new Preparation(toOne, AUGMENTED.mixed(new MixedPairs()), 7, 2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("roads")
    void orderAndBytesAreTheSameWhateverTheNumberOfThreads(String road, LabeledImages images, Preparation preparation) {
        Batches batches = new Batches(images, EpochOrder.shuffled(COUNT, 1, 1), SIZE, preparation);
        for (int from : new int[] {0, 4}) {
            for (int readers : new int[] {1, 2, 8, 64}) {
                Iterator<Batch> expected = batches.from(from);
                try (ReadAhead ahead = new ReadAhead(batches, from, readers)) {
                    while (expected.hasNext()) {
                        assertEqual(expected.next(), ahead.next());
                    }
                    assertFalse(ahead.hasNext());
                    assertThrows(NoSuchElementException.class, ahead::next);
                }
            }
        }
    }

    private static void assertEqual(Batch expected, Batch found) {
        assertEquals(expected.size(), found.size());
        assertArrayEquals(expected.labels(), found.labels());
        assertEquals(expected.distributions().isPresent(), found.distributions().isPresent());
        expected.distributions()
                .ifPresent(all -> assertArrayEquals(all, found.distributions().orElseThrow()));
        if (expected.pixels() instanceof Batch.Floats floats) {
            assertArrayEquals(floats.values(), ((Batch.Floats) found.pixels()).values());
        } else {
            assertArrayEquals(expected.images(), found.images());
        }
    }

    @Test
    void severalThreadsReadWhereTheSourceSaysSo() {
        CountDownLatch two = new CountDownLatch(2);
        Images images = new Images(true, index -> {
            two.countDown();
            await(two);
        });
        try (ReadAhead ahead = new ReadAhead(batches(images), 0, 2)) {
            ahead.next();
        }
        assertEquals(2, images.threads.size());
    }

    @Test
    void sourceThatDoesNotSaySoIsReadByOneThread() {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Images images = new Images(false, index -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            inside.decrementAndGet();
        });
        try (ReadAhead ahead = new ReadAhead(batches(images), 0, 8)) {
            while (ahead.hasNext()) {
                ahead.next();
            }
        }
        assertEquals(1, images.threads.size());
        assertEquals(1, most.get());
    }

    /** Such as a listener's evaluation of the images that are being trained on. */
    @Test
    void othersWaitForTheirTurnAtASourceForOneThread() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        LabeledImages images = CheckedImages.of(new Images(false, index -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            inside.decrementAndGet();
        }));
        Thread other = new Thread(() -> batches(images).forEach(batch -> {}));
        try (ReadAhead ahead = new ReadAhead(batches(images), 0, 8)) {
            other.start();
            while (ahead.hasNext()) {
                ahead.next();
            }
        }
        other.join();
        assertEquals(1, most.get());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void failureIsThrownAtItsBatchAndIsTheFirstImages(int readers) {
        List<RuntimeException> thrown = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            thrown.add(new UncheckedIOException(new IOException("image " + i)));
        }
        Images images = new Images(true, index -> {
            if (index >= 43) {
                throw thrown.get(index);
            }
        });
        Batches batches = new Batches(images, EpochOrder.inSequence(COUNT), SIZE);
        try (ReadAhead ahead = new ReadAhead(batches, 0, readers)) {
            for (int i = 0; i < 4; i++) {
                assertEquals(SIZE, ahead.next().size());
            }
            assertSame(thrown.get(43), assertThrows(UncheckedIOException.class, ahead::next));
        }
        assertNoneAlive(images);
    }

    @Test
    void errorsPassAsTheyAre() {
        OutOfMemoryError error = new OutOfMemoryError("of a test");
        Images images = new Images(true, index -> {
            throw error;
        });
        try (ReadAhead ahead = new ReadAhead(batches(images), 0, 2)) {
            assertSame(error, assertThrows(OutOfMemoryError.class, ahead::next));
        }
    }

    /** The room is in bytes of images: 60 a batch. */
    @ParameterizedTest
    @ValueSource(longs = {0, 60, 119, 120, 179, 180, 1_000_000})
    void memoryIsBounded(long room) {
        int most = (int) Math.min(2, Math.max(0, room / BATCH_BYTES - 1));
        AtomicInteger asked = new AtomicInteger();
        List<String> tooEarly = new ArrayList<>();
        CountDownLatch ahead = new CountDownLatch((1 + most) * SIZE);
        Images images = new Images(true, index -> {
            if (index / SIZE >= asked.get() + most) {
                synchronized (tooEarly) {
                    tooEarly.add("image " + index + " after " + asked.get());
                }
            }
            ahead.countDown();
        });
        Batches batches = new Batches(images, EpochOrder.inSequence(COUNT), SIZE);
        try (ReadAhead reading = new ReadAhead(batches, 0, 4, room)) {
            for (int i = 0; i < batches.count(); i++) {
                asked.incrementAndGet();
                reading.next();
                // Nothing was asked for yet, and so many batches beside the first are read all the same.
                await(ahead);
            }
        }
        assertEquals(List.of(), tooEarly);
    }

    @Test
    void interruptNeitherDisturbsTheReadingNorIsLost() {
        Images images =
                new Images(true, index -> assertFalse(Thread.currentThread().isInterrupted()));
        try (ReadAhead ahead = new ReadAhead(batches(images), 0, 2)) {
            Thread.currentThread().interrupt();
            for (int i = 0; i < batches(images).count(); i++) {
                assertEquals(i < 10 ? SIZE : 3, ahead.next().size());
                assertTrue(Thread.currentThread().isInterrupted());
            }
        }
        assertTrue(Thread.interrupted(), "closing keeps it too");
        assertNoneAlive(images);
    }

    @Test
    void closingLeavesNoThreadBehindAndReadsNoFurtherImage() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        Images images = new Images(true, index -> {
            if (index >= SIZE) {
                reads.incrementAndGet();
                begun.countDown();
                await(go);
            }
        });
        Batches batches = new Batches(images, EpochOrder.inSequence(COUNT), SIZE);
        try (ReadAhead ahead = new ReadAhead(batches, 0, 1)) {
            ahead.next();
            await(begun);
            Thread.currentThread().interrupt();
            new Thread(() -> {
                        sleep();
                        go.countDown();
                    })
                    .start();
        }
        assertTrue(Thread.interrupted());
        assertEquals(1, reads.get());
        assertNoneAlive(images);
    }

    private static void assertNoneAlive(Images images) {
        assertTrue(images.threads.stream().noneMatch(Thread::isAlive), images.threads.toString());
        assertTrue(images.threads.stream().allMatch(thread -> thread.getName().startsWith("stagecraft-reader-")));
    }

    private static Batches batches(LabeledImages images) {
        return new Batches(images, EpochOrder.inSequence(COUNT), SIZE);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Images whose values are their index, with something that happens at each read. */
    private record Images(boolean severalThreads, IntConsumer atRead, Set<Thread> threads) implements LabeledImages {
        Images(boolean severalThreads, IntConsumer atRead) {
            this(severalThreads, atRead, ConcurrentHashMap.newKeySet());
        }

        @Override
        public int size() {
            return COUNT;
        }

        @Override
        public ImageShape shape() {
            return SHAPE;
        }

        @Override
        public int classes() {
            return 3;
        }

        @Override
        public void read(int index, ByteBuffer target) {
            threads.add(Thread.currentThread());
            atRead.accept(index);
            for (int i = 0; i < SHAPE.values(); i++) {
                target.put((byte) (index + 40 * i));
            }
        }

        @Override
        public int label(int index) {
            return index % 3;
        }
    }
}
