package dev.stagecraft.runtime.host;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work with TensorFlow that is done before somebody needs it, on a thread of its own. */
public final class SideThread {
    private static final long MOST_SECONDS = 30;

    private SideThread() {}

    /**
     * Begins work. The process does not live longer for it, but at its end waits for it for up to 30 seconds, because the
     * destructors of a library must not run while the library is loaded or used.
     *
     * @param name of the thread
     * @param work what it throws is kept in the result, and told nobody else
     */
    public static <T> FutureTask<T> begin(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> settle(task), "end of " + name));
        } catch (IllegalStateException e) {
            // The process is ending already.
        }
        return task;
    }

    private static void settle(FutureTask<?> task) {
        try {
            task.get(MOST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // The process ends anyway.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
