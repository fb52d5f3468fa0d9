package dev.stagecraft.cli;

import dev.stagecraft.runtime.host.TensorFlowLibrary;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, SIGTERM as clusters send it, and a terminal that is closed. Work that should end in order is guarded: it is
 * asked to stop, saves, and ends the process itself; all else is left at once, and so is everything at the second signal
 * that comes a second or more after the first.
 */
final class Interrupt {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    /** A closing terminal, and commands that end processes, send several signals at once and mean one. */
    private static final long FIRST_NANOS = 1_000_000_000L;

    private final PrintStream err;
    private final IntConsumer leave;
    private final LongSupplier nanos;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable String promise;
    private long firstNanos;

    Interrupt(PrintStream err) {
        // Nothing that is guarded needs to be told of the end, and shutdown hooks could keep it from coming.
        this(err, Interrupt::halt, System::nanoTime);
    }

    /**
     * @param leave ends the process at once
     * @param nanos the clock
     */
    Interrupt(PrintStream err, IntConsumer leave, LongSupplier nanos) {
        this.err = err;
        this.leave = leave;
        this.nanos = nanos;
    }

    private static void halt(int code) {
        try {
            TensorFlowLibrary.leave();
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    /** Hears this process's signals from now on; those that its parent told it to ignore stay ignored. */
    void listen() {
        SIGNALS.forEach(signal -> Signals.register(signal, this::signalled));
    }

    /** Whether guarded work should stop. */
    boolean isAsked() {
        return asked.get();
    }

    /** Does work that looks at {@link #isAsked} often and says itself that it was interrupted. */
    int guarded(IntSupplier work) {
        return guarded("finishing the current step and saving", work);
    }

    /**
     * As {@link #guarded(IntSupplier)}.
     *
     * @param ending what it does when it is asked to stop
     */
    int guarded(String ending, IntSupplier work) {
        promise = ending;
        try {
            return work.getAsInt();
        } finally {
            promise = null;
        }
    }

    /** What a signal does; each comes on a thread of its own. */
    void signalled() {
        boolean second;
        synchronized (asked) {
            second = asked.getAndSet(true);
            if (!second) {
                firstNanos = nanos.getAsLong();
            } else if (nanos.getAsLong() - firstNanos < FIRST_NANOS) {
                return;
            }
        }
        err.println();
        String ending = promise;
        if (ending != null && !second) {
            err.println("interrupted: " + ending + "; press Ctrl-C again to quit now");
        } else {
            err.println(second ? "interrupted again: quitting now; what was saved before is complete" : "interrupted");
            err.flush();
            leave.accept(Main.INTERRUPTED);
        }
    }
}
