package dev.stagecraft.runtime.download;

import java.time.Duration;

/** A moment until which something is waited for. */
final class Deadline {
    private final Duration whole;
    private final long end;

    /** A deadline that is this long from now. */
    Deadline(Duration whole) {
        this.whole = whole;
        end = System.nanoTime() + whole.toNanos();
    }

    /** What is left of it; zero where it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    boolean hasPassed() {
        return left().isZero();
    }

    /** The shorter of a duration and what is left. */
    Duration orShorter(Duration other) {
        Duration left = left();
        return left.compareTo(other) < 0 ? left : other;
    }

    /** The whole of it for people, as in {@code 10 minutes}. */
    String text() {
        return text(whole);
    }

    /** A duration for people. */
    static String text(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(2)) >= 0) {
            return duration.toMinutes() + " minutes";
        }
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
