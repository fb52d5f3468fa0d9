package dev.stagecraft.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A stream whose writers never wait long for its reader: a thread of its own passes the bytes on, in their order. A stopped
 * terminal, or a full pipe that nobody reads, then delays neither training nor saving nor the end of the process.
 *
 * <p>Nothing is lost as long as the process waits for the end with {@link #drain}. The first failure is kept until
 * somebody asks for it; what is written after it is dropped.
 */
final class PatientOutput extends OutputStream {
    /** How long a flush waits, so that both outputs come in order; once it waited in vain, later flushes do not wait. */
    private static final long FLUSH_MILLIS = 1000;

    private final OutputStream target;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private boolean handing;
    private boolean stuck;
    private @Nullable IOException failure;

    PatientOutput(OutputStream target, String name) {
        this.target = target;
        Thread thread = new Thread(this::handOn, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void handOn() {
        while (true) {
            byte[] next = next();
            try {
                target.write(next);
                target.flush();
                handed(null);
            } catch (IOException e) {
                handed(e);
            }
        }
    }

    private synchronized byte[] next() {
        awaitChange(() -> !waiting.isEmpty(), Long.MAX_VALUE);
        handing = true;
        return waiting.remove();
    }

    private synchronized void handed(@Nullable IOException thrown) {
        handing = false;
        if (thrown != null) {
            failure = thrown;
            waiting.clear();
        }
        notifyAll();
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        if (failure == null) {
            waiting.add(Arrays.copyOfRange(bytes, offset, offset + count));
            notifyAll();
        }
    }

    /** Passes on what it can. It throws a failure, so that a print stream that is asked for errors knows of it. */
    @Override
    public synchronized void flush() throws IOException {
        stuck = !awaitChange(this::isHandedOn, stuck ? 0 : FLUSH_MILLIS);
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Waits until everything is passed on.
     *
     * @param millis how long at most
     * @return whether it is
     */
    synchronized boolean drain(long millis) {
        return awaitChange(this::isHandedOn, millis);
    }

    /** Why something could not be written; empty if everything could so far. */
    synchronized Optional<IOException> failure() {
        return Optional.ofNullable(failure);
    }

    private boolean isHandedOn() {
        return waiting.isEmpty() && !handing;
    }

    private interface Condition {
        boolean holds();
    }

    /** Called with the lock held. A thread's interruption is left for others to handle. */
    private boolean awaitChange(Condition condition, long millis) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!condition.holds()) {
                long left = nanos - (System.nanoTime() - start);
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
