package dev.stagecraft.benchmarks.probe;

import dev.stagecraft.benchmarks.harness.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that ask at the same time, and how long an answer takes. */
final class Callers {
    private static final int CALLS = 4;

    private Callers() {}

    /**
     * Measures answers, and prints {@code answerMillis} (the time between two answers) besides the figures of the stopwatch.
     *
     * @param callers 1, or the number of threads that ask at the same time
     * @param images of an answer
     * @param warmUp runs that are not counted
     * @param runs that are counted. A run is one answer, or four for each of several callers
     */
    static void measure(int callers, int images, int warmUp, int runs, Runnable answer) {
        if (callers == 1) {
            Figures.print("answerMillis", Stopwatch.measure(images, warmUp, runs, answer));
            return;
        }
        int answers = callers * CALLS;
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        double millis = Stopwatch.measure(images * answers, warmUp, runs, () -> ask(threads, callers, answer));
        threads.shutdown();
        Figures.print("answerMillis", millis / answers);
    }

    private static void ask(ExecutorService threads, int callers, Runnable answer) {
        List<Future<?>> asked = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            asked.add(threads.submit(() -> {
                for (int call = 0; call < CALLS; call++) {
                    answer.run();
                }
            }));
        }
        try {
            for (Future<?> each : asked) {
                each.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("a caller failed", e);
        }
    }
}
