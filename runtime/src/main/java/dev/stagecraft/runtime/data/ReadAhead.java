package dev.stagecraft.runtime.data;

import dev.stagecraft.runtime.host.Waits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Batches that threads of their own read before they are requested. Order and bytes do not depend on the number of
 * threads. An exception while a batch is read is thrown when that batch is requested, not before. If several of its
 * images cannot be read, it is the exception of the first of them.
 *
 * <p>At most two batches are held in addition to the one that was returned last, and fewer if all of them would take
 * more than half of Java's heap. Only one thread reads images that do not allow several threads.
 *
 * <p>It is used by one thread. That thread must close it, which ends all reading threads. If that thread is
 * interrupted, reading goes on, and the interrupt is not lost.
 */
public final class ReadAhead implements BatchStream {
    private static final int MOST_AHEAD = 2;

    private final Batches batches;
    private final int threads;
    private final int ahead;
    private final ExecutorService readers;
    private final List<Thread> made = new ArrayList<>();
    private final Deque<Pending> pending = new ArrayDeque<>();
    private int next;
    private volatile boolean closed;

    /**
     * Reading starts when the first batch is requested.
     *
     * @param from number of batches to skip at the start
     * @param readers number of threads if several may read; 0 for one per processor
     */
    public ReadAhead(Batches batches, int from, int readers) {
        this(batches, from, readers, Runtime.getRuntime().maxMemory() / 2);
    }

    /** @param room bytes that batches may take */
    ReadAhead(Batches batches, int from, int readers, long room) {
        this.batches = batches;
        next = from;
        int wanted = readers == 0 ? Runtime.getRuntime().availableProcessors() : readers;
        threads = batches.severalThreads() ? wanted : 1;
        long held = room / Math.max(1, batches.bytesEach());
        ahead = (int) Math.min(MOST_AHEAD, Math.max(0, held - 1));
        this.readers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "stagecraft-reader-" + (made.size() + 1));
            thread.setDaemon(true);
            made.add(thread);
            return thread;
        });
    }

    @Override
    public boolean hasNext() {
        return !pending.isEmpty() || next < batches.count();
    }

    /**
     * The next batch. It waits until that is read.
     *
     * @throws RuntimeException if one was thrown while it was read
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        begin(Math.max(1, ahead));
        Batch batch = pending.remove().await();
        begin(ahead);
        return batch;
    }

    private void begin(int wanted) {
        while (pending.size() < wanted && next < batches.count()) {
            pending.add(new Pending(batches.begin(next)));
            next++;
        }
    }

    /** Ends reading, after the images that are just being read. */
    @Override
    public void close() {
        closed = true;
        // Not interrupted: that would close a source's file, which others may still read.
        readers.shutdown();
        boolean interrupted = false;
        for (Thread thread : made) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A batch that is being read. */
    private final class Pending {
        private final OpenBatch batch;
        private final AtomicInteger left;
        private final List<Future<?>> slices = new ArrayList<>();
        private volatile @Nullable Batch finished;

        Pending(OpenBatch batch) {
            this.batch = batch;
            int count = Math.min(threads, batch.size());
            left = new AtomicInteger(count);
            for (int i = 0; i < count; i++) {
                int from = (int) ((long) batch.size() * i / count);
                int to = (int) ((long) batch.size() * (i + 1) / count);
                slices.add(readers.submit(() -> read(from, to)));
            }
        }

        /** Where a slice failed, the batch is never finished. */
        private void read(int from, int to) {
            batch.fill(from, to, () -> closed);
            if (left.decrementAndGet() == 0 && !closed) {
                finished = batch.finish();
            }
        }

        /** All slices end before one of them tells what went wrong: the first image's failure counts. */
        Batch await() {
            Throwable failure = null;
            for (Future<?> slice : slices) {
                Throwable found = Waits.failure(slice);
                failure = failure == null ? found : failure;
            }
            if (failure != null) {
                throw Waits.rethrown(failure);
            }
            return Objects.requireNonNull(finished);
        }
    }
}
