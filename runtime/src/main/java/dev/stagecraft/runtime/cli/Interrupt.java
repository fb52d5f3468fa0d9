package dev.stagecraft.runtime.cli;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;

/**
 * Ctrl-C and SIGTERM. Work that should end in order is guarded: it is asked to stop, and the process waits for it; all
 * else is left at once. The Java machine itself then ends with the signal's exit code, 130 for Ctrl-C.
 */
final class Interrupt {
    /** A step of a large network on a slow machine; what takes longer is given up. */
    private static final long MOST_SECONDS = 120;

    private final ReentrantLock working = new ReentrantLock();
    private final PrintStream err;
    private volatile boolean asked;
    private volatile boolean over;

    Interrupt(PrintStream err) {
        this.err = err;
    }

    /** Whether guarded work should stop. */
    boolean isAsked() {
        return asked;
    }

    /** Does work that looks at {@link #isAsked} often and says itself that it was interrupted. */
    int guarded(IntSupplier work) {
        working.lock();
        try {
            return work.getAsInt();
        } finally {
            working.unlock();
        }
    }

    /** Says that the process ends by itself. */
    void runIsOver() {
        over = true;
    }

    /** Runs when the process is about to end, by a signal or by itself. */
    Thread hook() {
        return new Thread(this::stop, "interrupt");
    }

    private void stop() {
        if (over) {
            return;
        }
        asked = true;
        err.println();
        if (!working.isLocked()) {
            err.println("interrupted");
            return;
        }
        err.println("interrupted: waiting for the running step to end");
        try {
            if (working.tryLock(MOST_SECONDS, TimeUnit.SECONDS)) {
                working.unlock();
            } else {
                err.println("the step did not end within " + MOST_SECONDS + " s and was given up");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
