package dev.stagecraft.runtime.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.IntSupplier;
import org.jline.utils.Signals;

/**
 * Ctrl-C, SIGTERM as clusters send it, and a terminal that is closed. Work that should end in order is guarded: it is
 * asked to stop, saves, and ends the process itself; all else is left at once, and so is everything at the second signal.
 */
final class Interrupt {
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final PrintStream err;
    private final IntConsumer leave;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile boolean working;

    Interrupt(PrintStream err) {
        // Nothing that is guarded needs to be told of the end, and shutdown hooks could keep it from coming.
        this(err, Runtime.getRuntime()::halt);
    }

    /** @param leave ends the process at once */
    Interrupt(PrintStream err, IntConsumer leave) {
        this.err = err;
        this.leave = leave;
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
        working = true;
        try {
            return work.getAsInt();
        } finally {
            working = false;
        }
    }

    /** What a signal does; each comes on a thread of its own. */
    void signalled() {
        boolean second = asked.getAndSet(true);
        err.println();
        if (working && !second) {
            err.println("interrupted: ending what runs, in order; once more leaves at once");
        } else {
            err.println(second ? "interrupted again: leaving at once; what was saved before is whole" : "interrupted");
            err.flush();
            leave.accept(Main.INTERRUPTED);
        }
    }
}
