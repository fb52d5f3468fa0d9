package dev.stagecraft.runtime.host;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Waiting for work on other threads to its end, because it uses what the waiting thread owns. */
public final class Waits {
    private Waits() {}

    /**
     * Waits for a result. An interrupt meanwhile is passed on afterwards.
     *
     * @throws ExecutionException if the work failed
     */
    public static <T> T get(Future<T> work) throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return work.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Waits as {@link #get}.
     *
     * @throws RuntimeException if the work threw it; errors too
     */
    public static <T> T result(Future<T> work) {
        try {
            return get(work);
        } catch (ExecutionException e) {
            throw rethrown(e.getCause());
        }
    }

    /** Throws what work threw if it is an error, and returns it otherwise, to be thrown. */
    public static RuntimeException rethrown(@Nullable Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    /** Waits as {@link #get}, for what the work threw; null if it did not fail. */
    public static @Nullable Throwable failure(Future<?> work) {
        try {
            get(work);
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        }
    }
}
