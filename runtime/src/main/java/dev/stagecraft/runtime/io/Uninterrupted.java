package dev.stagecraft.runtime.io;

import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files in a thread that may be interrupted. Java closes the channel that an interrupted thread is using, which
 * would lose what is being saved; so the flag is lowered while the work is done, and raised again after it.
 */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** The work; it is done again where an interrupt cut it off, so doing it twice must have the effect of doing it once. */
    public interface Work<T, E extends Exception> {
        /** Does it. */
        T run() throws E;
    }

    /** As {@link Work}, without a result. */
    public interface Action<E extends Exception> {
        /** Does it. */
        void run() throws E;
    }

    /** Does work to its end. A thread that was interrupted before or meanwhile is interrupted again afterwards. */
    public static <T, E extends Exception> T run(Work<T, E> work) throws E {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return work.run();
                } catch (Exception e) {
                    if (!isCutOff(e)) {
                        throw e;
                    }
                    interrupted = true;
                    // Lowered by reading it.
                    Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** As {@link #run(Work)}, without a result. */
    public static <E extends Exception> void act(Action<E> action) throws E {
        Uninterrupted.<Boolean, E>run(() -> {
            action.run();
            return true;
        });
    }

    private static boolean isCutOff(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }
}
