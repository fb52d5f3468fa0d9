package dev.stagecraft.runtime.cli;

import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C and SIGTERM: the run is asked to stop after its step, and the process waits for it. The Java machine itself then
 * ends with the signal's exit code, 130 for Ctrl-C.
 */
final class Interrupt {
    /** A step of a large network on a slow machine; what takes longer is given up. */
    private static final long MOST_SECONDS = 120;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final PrintStream err;

    Interrupt(PrintStream err) {
        this.err = err;
    }

    /** Whether the run should stop. */
    boolean isAsked() {
        return asked.get();
    }

    /** Says that nothing of the run is left to wait for. */
    void runIsOver() {
        over.countDown();
    }

    /** Runs when the process is about to end, also when it ends by itself: then there is nothing to wait for. */
    Thread hook() {
        return new Thread(
                () -> {
                    if (over.getCount() == 0) {
                        return;
                    }
                    asked.set(true);
                    err.println();
                    err.println("interrupted: waiting for the running step to end");
                    try {
                        if (!over.await(MOST_SECONDS, TimeUnit.SECONDS)) {
                            err.println("the step did not end within " + MOST_SECONDS + " s and was given up");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupt");
    }
}
