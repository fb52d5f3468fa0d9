package dev.stagecraft.processor.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * Places along one axis, as runs of neighbours: {@code [first, last]} each, ascending, with a gap between any two.
 *
 * @param runs pairs of first and last, both inclusive
 */
record Runs(List<Run> runs) {
    Runs {
        runs = List.copyOf(runs);
    }

    static Runs all(int pixels) {
        return new Runs(List.of(new Run(0, pixels - 1)));
    }

    long size() {
        return runs.stream()
                .mapToLong(run -> (long) run.last() - run.first() + 1)
                .sum();
    }

    /** What a window reads to give these places; {@code before} pixels of padding come first. */
    Runs under(int size, int stride, long before, int pixels) {
        List<Run> read = new ArrayList<>();
        for (Run run : runs) {
            if (size >= stride) {
                add(read, at(run.first(), stride, before), at(run.last(), stride, before) + size - 1L, pixels);
            } else {
                for (int place = run.first(); place <= run.last(); place++) {
                    long start = at(place, stride, before);
                    add(read, start, start + size - 1L, pixels);
                }
            }
        }
        return new Runs(read);
    }

    private static long at(int place, int stride, long before) {
        return (long) place * stride - before;
    }

    private static void add(List<Run> sorted, long from, long to, int pixels) {
        int first = (int) Math.max(from, 0);
        int last = (int) Math.min(to, pixels - 1L);
        if (first > last) {
            return;
        }
        int end = sorted.size() - 1;
        if (end >= 0 && first <= sorted.get(end).last() + 1) {
            sorted.set(
                    end,
                    new Run(
                            sorted.get(end).first(),
                            Math.max(last, sorted.get(end).last())));
        } else {
            sorted.add(new Run(first, last));
        }
    }

    boolean holds(Runs other) {
        int at = 0;
        for (Run run : other.runs) {
            while (at < runs.size() && runs.get(at).last() < run.first()) {
                at++;
            }
            if (at == runs.size()
                    || runs.get(at).first() > run.first()
                    || runs.get(at).last() < run.last()) {
                return false;
            }
        }
        return true;
    }

    Runs and(Runs other) {
        List<Run> both = new ArrayList<>();
        int mine = 0;
        int others = 0;
        while (mine < runs.size() && others < other.runs.size()) {
            Run left = runs.get(mine);
            Run right = other.runs.get(others);
            int first = Math.max(left.first(), right.first());
            int last = Math.min(left.last(), right.last());
            if (first <= last) {
                both.add(new Run(first, last));
            }
            if (left.last() < right.last()) {
                mine++;
            } else {
                others++;
            }
        }
        return new Runs(both);
    }

    /** Neighbours from first to last. */
    record Run(int first, int last) {}
}
