package dev.stagecraft.runtime.answer;

import dev.stagecraft.runtime.host.Waits;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Threads for the runs of one caller that go at the same time. They begin when they are first needed. */
final class RunThreads implements AutoCloseable {
    private final ExecutorService threads;

    RunThreads(int number) {
        threads = Executors.newFixedThreadPool(number, work -> {
            Thread thread = new Thread(work, "stagecraft-answers");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Does all the work, and returns when all of it has ended, also if some of it failed: what it uses may be closed after that.
     *
     * @return the results in the same order
     * @throws RuntimeException the first that the work threw; errors too
     */
    <T> List<T> all(List<Callable<T>> work) {
        List<Future<T>> done = work.stream().map(threads::submit).toList();
        @Nullable Throwable first = null;
        for (Future<T> each : done) {
            Throwable failure = Waits.failure(each);
            first = first == null ? failure : first;
        }
        if (first != null) {
            throw Waits.rethrown(first);
        }
        return done.stream().map(Waits::result).toList();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
