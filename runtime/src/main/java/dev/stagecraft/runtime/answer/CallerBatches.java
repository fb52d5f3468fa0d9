package dev.stagecraft.runtime.answer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One run for several callers. A fixed number of runs may go at the same time. A caller who finds one free runs at once,
 * alone. Others wait. When a run ends, the images of those who wait become the next run, up to its most, because many images
 * take less time together than one after the other. So nobody waits for more callers to come.
 *
 * @param <T> what is computed for an image
 */
final class CallerBatches<T> {
    private final Runs runs;
    private final Run<T> run;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Call<T>> waiting = new ArrayDeque<>();
    private int running;

    /**
     * Without callers yet.
     *
     * @param runs that go at the same time, and their most images. If both are 1, all callers run at the same time,
     *     each by itself
     * @param run that computes; several threads may use it at the same time
     */
    CallerBatches(Runs runs, Run<T> run) {
        this.runs = runs;
        this.run = run;
    }

    /** What computes. */
    interface Run<T> {
        /**
         * Computes something for each image.
         *
         * @param images of one or several callers, each {@code [height, width, channels]}
         * @return as many results, in the same order
         */
        List<T> of(List<float[]> images);
    }

    /** Images of a caller, and the results once they are there. Guarded by the lock until it has ended. */
    private static final class Call<T> {
        private final List<float[]> images;
        private final boolean alone;
        private final Condition woken;
        private boolean leads;
        private boolean ended;
        private @Nullable List<T> results;

        Call(List<float[]> images, boolean alone, Condition woken) {
            this.images = images;
            this.alone = alone;
            this.woken = woken;
        }

        int count() {
            return images.size();
        }

        /** Whether it can join a run that has {@code count} images so far. */
        boolean fits(int count, int most) {
            return !alone && count + count() <= most;
        }
    }

    /**
     * Computes something for each image, together with those of other callers if there are any. If a run for several
     * callers fails, each runs again by itself, so that nobody fails because of the others. It waits until a run is free,
     * behind those who wait already.
     *
     * @param images from 1 to the most of a run
     */
    List<T> of(List<float[]> images) {
        if (runs.most() == 1 && runs.atOnce() == 1) {
            return run.of(images);
        }
        List<T> results = results(images, false);
        return results == null ? Objects.requireNonNull(results(images, true)) : results;
    }

    /**
     * The results of a run.
     *
     * @param alone whether it may have no images of other callers
     * @return null if a run with other callers failed
     */
    private @Nullable List<T> results(List<float[]> images, boolean alone) {
        Call<T> call = new Call<>(images, alone, lock.newCondition());
        List<Call<T>> together = enter(call);
        if (!together.isEmpty()) {
            try {
                compute(together);
            } finally {
                leave(together);
            }
        }
        return call.results;
    }

    /** Waits until the call has ended, or is the first of those that run next; these are returned. */
    private List<Call<T>> enter(Call<T> call) {
        lock.lock();
        try {
            if (running == runs.atOnce()) {
                waiting.add(call);
                while (!call.leads && !call.ended) {
                    call.woken.awaitUninterruptibly();
                }
            }
            if (call.ended) {
                return List.of();
            }
            if (!call.leads) {
                running++;
            }
            List<Call<T>> together = new ArrayList<>(List.of(call));
            int count = call.count();
            while (!call.alone && !waiting.isEmpty() && waiting.getFirst().fits(count, runs.most())) {
                Call<T> next = waiting.removeFirst();
                count += next.count();
                together.add(next);
            }
            return together;
        } finally {
            lock.unlock();
        }
    }

    private void compute(List<Call<T>> together) {
        try {
            List<T> all = run.of(
                    together.stream().flatMap(call -> call.images.stream()).toList());
            int from = 0;
            for (Call<T> call : together) {
                call.results = List.copyOf(all.subList(from, from + call.count()));
                from += call.count();
            }
        } catch (RuntimeException e) {
            if (together.size() == 1) {
                throw e;
            }
            // Each runs again by itself, and whom it fails for is told why.
        }
    }

    /** Wakes those who ran, and the first of those who wait. */
    private void leave(List<Call<T>> together) {
        lock.lock();
        try {
            for (Call<T> call : together) {
                call.ended = true;
                call.woken.signal();
            }
            if (waiting.isEmpty()) {
                running--;
            } else {
                Call<T> next = waiting.removeFirst();
                next.leads = true;
                next.woken.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
